using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The <c>stats</c> statements of <c>mode http</c> sections (HAProxy manual 4.2).</summary>
internal static class StatsKeywords
{
    private const string Page = "the page always looks the same";

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        new("stats enable", SectionKinds.Proxies, "", "serves the statistics page", context => Set(context, stats => stats)),
        new("stats uri", SectionKinds.Proxies, "<path>", $"path of the page; {StatsSettings.DefaultUri} unless written", Uri),
        new("stats refresh", SectionKinds.Proxies, "<time>", "the browser reloads the page after this time; a bare number is seconds",
            Refresh),
        ProxyKeyword.WithoutEffect("stats hide-version", SectionKinds.Proxies, "", "the page shows no version"),
        ProxyKeyword.WithoutEffect("stats realm", SectionKinds.Proxies, "<text>",
            "it names a password prompt, and 'stats auth' is not built yet"),
        ProxyKeyword.WithoutEffect("stats show-node", SectionKinds.Proxies, "[<name>]", Page),
        ProxyKeyword.WithoutEffect("stats show-legends", SectionKinds.Proxies, "", Page),
        ProxyKeyword.WithoutEffect("stats show-desc", SectionKinds.Proxies, "[<text>]", Page),
    ];

    private static void Uri(ProxyContext context)
    {
        if (context.Word("the path") is not { } path)
            return;
        if (!path.StartsWith('/'))
            context.Error($"the path '{path}' does not begin with '/'.");
        Set(context, stats => stats with { Uri = path });
    }

    private static void Refresh(ProxyContext context)
    {
        if (context.Duration("the time", defaultUnit: "s") is { } time)
            Set(context, stats => stats with { Refresh = time == TimeSpan.Zero ? null : time });
    }

    private static void Set(ProxyContext context, Func<StatsSettings, StatsSettings> change)
    {
        context.End();
        context.Set(settings => settings with
        {
            Stats = change(settings.Stats ?? new StatsSettings(StatsSettings.DefaultUri, null, context.Location)),
        });
    }
}
