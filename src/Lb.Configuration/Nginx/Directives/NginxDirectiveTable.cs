using System.Collections.Frozen;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>Every directive that is understood. A name may have several rows, in different contexts: <c>server</c> is a block in <c>stream</c>
/// and a line in <c>upstream</c>.</summary>
internal static class NginxDirectiveTable
{
    /// <summary>All rows, in the order of the reference.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        .. NginxMainDirectives.Rows,
        .. NginxServerDirectives.Rows,
        .. NginxUpstreamDirectives.Rows,
        .. NginxProxyDirectives.Rows,
        .. NginxTlsDirectives.Rows,
        .. NginxLogDirectives.Rows,
    ];

    private static readonly FrozenDictionary<string, NginxDirective[]> ByName =
        Rows.GroupBy(row => row.Name).ToFrozenDictionary(rows => rows.Key, rows => rows.ToArray());

    /// <summary>The row of a directive in a context; null where there is none.</summary>
    public static NginxDirective? Find(string name, NginxContexts context) =>
        ByName.TryGetValue(name, out var rows) ? Array.Find(rows, row => row.Contexts.HasFlag(context)) : null;

    /// <summary>Contexts that a directive may stand in; 0 = it has no row.</summary>
    public static NginxContexts ContextsOf(string name) =>
        ByName.TryGetValue(name, out var rows) ? rows.Aggregate((NginxContexts)0, (all, row) => all | row.Contexts) : 0;
}
