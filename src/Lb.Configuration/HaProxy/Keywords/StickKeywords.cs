using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Conditions;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Samples;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Stick tables and the rules that use them (HAProxy manual 4.2 and 11.1).</summary>
internal static class StickKeywords
{
    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        new("stick-table", SectionKinds.Backend, "type ip|ipv6|integer|string|binary [len <bytes>] size <number> [expire <time>] [nopurge]",
            "memory of which client uses which server; keys keep their full length whatever `len` says", StickTableParser.Parse),
        Rule("on", StickRuleKind.On, "looks the key up, and stores it with the server that was picked"),
        Rule("match", StickRuleKind.Match, "looks the key up"),
        Rule("store-request", StickRuleKind.StoreRequest, "stores the key with the server that was picked"),
    ];

    private static ProxyKeyword Rule(string name, StickRuleKind kind, string documentation) =>
        new($"stick {name}", SectionKinds.Backend, "<sample> [table <backend>] [if|unless <condition>]", documentation,
            context => Parse(context, kind));

    private static void Parse(ProxyContext context, StickRuleKind kind)
    {
        if (SampleParser.Read(context) is not { } key)
        {
            context.Words.SkipAll();
            return;
        }

        var table = context.Proxy.Name;
        if (context.Words.TrySkip("table"))
        {
            if (context.Word("the backend behind 'table'") is not { } name)
                return;
            table = name;
        }

        if (ConditionParser.TryReadOptional(context, out var condition))
            context.Proxy.StickRules.Add(new StickRuleConfig(kind, key.Expression, table, condition, context.Location));
    }
}
