using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Conditions;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Samples;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The <c>tcp-request</c> statements (HAProxy manual 4.2).</summary>
internal static class TcpRequestKeywords
{
    private const string Condition = "[if|unless <condition>]";

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        new("tcp-request inspect-delay", SectionKinds.Listen, "<time>", "longest wait of content rules for what the client sends",
            InspectDelay),
        Connection("accept", Condition, "no further connection rule runs",
            context => Add(context, new TcpRuleAction.Accept(), Connections(context))),
        Connection("reject", Condition, "closes the connection before TLS",
            context => Add(context, new TcpRuleAction.Reject(), Connections(context))),
        Connection("set-var", $"(<name>) <sample> {Condition}", "sets a variable before TLS",
            context => SetVariable(context, Connections(context))),
        Content("accept", Condition, "no further content rule runs",
            context => Add(context, new TcpRuleAction.Accept(), Contents(context))),
        Content("reject", Condition, "closes the connection", context => Add(context, new TcpRuleAction.Reject(), Contents(context))),
        Content("set-var", $"(<name>) <sample> {Condition}", "sets a variable, for example from the CONNECT",
            context => SetVariable(context, Contents(context))),
    ];

    private static ProxyKeyword Connection(string action, string arguments, string documentation, Action<ProxyContext> parse) =>
        new($"tcp-request connection {action}", SectionKinds.Frontend, arguments, documentation, parse) { FailsElsewhere = true };

    private static ProxyKeyword Content(string action, string arguments, string documentation, Action<ProxyContext> parse) =>
        new($"tcp-request content {action}", SectionKinds.Listen, arguments, documentation, parse) { FailsElsewhere = true };

    private static List<TcpRuleConfig> Connections(ProxyContext context) => context.Proxy.ConnectionRules;

    private static List<TcpRuleConfig> Contents(ProxyContext context) => context.Proxy.ContentRules;

    private static void InspectDelay(ProxyContext context)
    {
        if (context.Duration("the time") is not { } time)
            return;
        context.End();
        context.Proxy.InspectDelay = time == TimeSpan.Zero ? null : time;
    }

    private static void Add(ProxyContext context, TcpRuleAction action, List<TcpRuleConfig> rules)
    {
        if (ConditionParser.TryReadOptional(context, out var condition))
            rules.Add(new TcpRuleConfig(action, condition, context.Location));
    }

    private static void SetVariable(ProxyContext context, List<TcpRuleConfig> rules)
    {
        if (context.Parenthesis is not { } name)
        {
            context.Error("the variable is missing. Write it in a parenthesis, for example set-var(sess.cid).");
            context.Words.SkipAll();
            return;
        }

        if (VariableName.Problem(name) is { } problem)
            context.Error(problem);
        if (SampleParser.Read(context) is { } value)
            Add(context, new TcpRuleAction.SetVariable(name, value.Expression), rules);
        else
            context.Words.SkipAll();
    }
}
