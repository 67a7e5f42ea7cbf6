using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The <c>log</c> statement of proxy sections (HAProxy manual 4.2).</summary>
internal static class LogKeywords
{
    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        new("log", SectionKinds.Proxies, $"global | {LogTargetParser.Usage}", "where log lines go; `no log` drops what `defaults` says",
            Log) { Negatable = true },
        ProxyKeyword.WithoutEffect("description", SectionKinds.Proxies, "<text>", "the statistics page shows names only"),
        ProxyKeyword.WithoutEffect("errorfile", SectionKinds.Proxies, "<code> <file>", "HTTP is served for statistics only"),
    ];

    private static void Log(ProxyContext context)
    {
        if (context.Negated)
        {
            context.End();
            context.Set(settings => settings with { Log = settings.Log with { UsesGlobal = false, Targets = [] } });
        }
        else if (context.Words.TrySkip("global"))
        {
            context.End();
            context.Set(settings => settings with { Log = settings.Log with { UsesGlobal = true } });
        }
        else if (LogTargetParser.Parse(context) is { } target)
        {
            context.Set(settings => settings with { Log = settings.Log with { Targets = settings.Log.Targets.Add(target) } });
        }
    }
}
