using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Conditions;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Statements about where clients arrive (HAProxy manual 4.2).</summary>
internal static class FrontendKeywords
{
    private const SectionKinds Inherited = SectionKinds.Defaults | SectionKinds.Frontend;

    private static readonly Dictionary<string, ProxyMode> Modes = new() { ["tcp"] = ProxyMode.Tcp, ["http"] = ProxyMode.Http };

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        new("mode", SectionKinds.Proxies, "tcp|http", "what the section speaks; `http` serves statistics and metrics only", Mode),
        new("bind", SectionKinds.Frontend, "[<address>]:<port>[-<port>][, ...] [<bind keyword> ...]",
            "listening addresses, see the bind keywords",
            BindParser.Parse),
        new("maxconn", Inherited, "<number>", "most client connections of the frontend; the excess waits in the accept queue",
            MaxConnections),
        new("backlog", Inherited, "<number>", "length of the accept queue", Backlog),
        new("acl", SectionKinds.Listen, "<name> <sample> [-i] [-m <method>] [-f <file>] [-n] [--] [<pattern> ...]",
            "named test; lines that share a name are alternatives", Acl) { FailsElsewhere = true },
        new("default_backend", Inherited, "<backend>", "backend of connections that no `use_backend` rule takes", DefaultBackend),
        new("use_backend", SectionKinds.Frontend, "<backend> [if|unless <condition>]",
            "backend of connections that the condition holds for", UseBackend),
        new("http-request use-service", SectionKinds.Frontend, "prometheus-exporter [if|unless <condition>]",
            "metrics in Prometheus text, on a `mode http` frontend", UseService),
    ];

    private static void Mode(ProxyContext context)
    {
        if (context.OneOf("mode", Modes) is not { } mode)
            return;
        context.End();
        context.Set(settings => settings with { Mode = mode });
    }

    private static void MaxConnections(ProxyContext context)
    {
        if (context.Integer("the limit", 0, int.MaxValue) is not { } limit)
            return;
        context.End();
        context.Set(settings => settings with { MaxConnections = limit == 0 ? null : limit });
    }

    private static void Backlog(ProxyContext context)
    {
        if (context.Integer("the length", 1, int.MaxValue) is not { } length)
            return;
        context.End();
        context.Set(settings => settings with { Backlog = length });
    }

    private static void Acl(ProxyContext context)
    {
        if (context.Word("the name") is not { } name)
            return;
        if (name is "or" or "if" or "unless" or "{" or "}" or "||")
        {
            context.Error($"'{name}' cannot be the name of an acl, since conditions use the word.");
            return;
        }

        if (!context.Proxy.Acls.TryGetValue(name, out var acl))
            context.Proxy.Acls[name] = acl = new AclDraft(context.Location, []);
        if (AclParser.Parse(context, end: null) is { } test)
            acl.Tests.Add(test);
    }

    private static void DefaultBackend(ProxyContext context)
    {
        if (context.Word("the backend's name") is not { } name)
            return;
        context.End();
        context.Set(settings => settings with { DefaultBackend = new Located<string>(name, context.Location) });
    }

    private static void UseBackend(ProxyContext context)
    {
        if (context.Word("the backend's name") is not { } name)
            return;
        if (name.Contains("%[", StringComparison.Ordinal))
            context.Error("names made from samples (%[...]) are a feature of HAProxy that this version does not have yet.");
        else if (ConditionParser.TryReadOptional(context, out var condition))
            context.Proxy.UseBackends.Add(new UseBackendConfig(name, condition, context.Location));
    }

    private static void UseService(ProxyContext context)
    {
        if (context.Word("the service") is not { } service)
            return;
        if (service != "prometheus-exporter")
        {
            context.Error($"there is no service '{service}'; this version has prometheus-exporter.");
            return;
        }

        if (ConditionParser.TryReadOptional(context, out var condition))
            context.Proxy.HttpServices.Add(new Located<HttpServiceConfig>(new HttpServiceConfig(condition), context.Location));
    }
}
