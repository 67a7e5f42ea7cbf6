using Lb.Configuration.Diagnostics;
using Lb.Configuration.Nginx.Directives;

namespace Lb.Configuration.Nginx;

/// <summary>Why a directive is refused that has no row in its context.</summary>
internal static class NginxUnknownDirective
{
    /// <summary>The message.</summary>
    public static string Explain(string name, NginxScope scope)
    {
        if (NginxDirectiveTable.ContextsOf(name) is not 0 and var contexts)
            return $"'{name}' is not allowed {scope.Description}. It belongs {Places(contexts)}.";
        if (name is "http" or "mail")
            return $"'{name}' blocks are not built yet: only 'stream' is balanced. Remove the block, or keep nginx for it.";
        if (name is "ip_hash")
            return "'ip_hash' exists in 'http' only. In 'stream' the same is 'hash $remote_addr;'.";
        if (NginxNotBuilt.Directives.Contains(name))
            return $"directive '{name}' of nginx is not built yet.";
        return $"unknown directive '{name}' {scope.Description}.{Suggestion(name, scope.Context)}";
    }

    private static string Suggestion(string name, NginxContexts context)
    {
        var known = NginxDirectiveTable.Rows.Where(row => row.Contexts.HasFlag(context)).Select(row => row.Name);
        return KeywordSuggestion.For(name, known);
    }

    private static string Places(NginxContexts contexts) =>
        string.Join(" or ", Enum.GetValues<NginxContexts>().Where(c => contexts.HasFlag(c)).Select(Place));

    private static string Place(NginxContexts context) =>
        context == NginxContexts.Main ? "outside of all blocks" : $"in '{context.ToString().ToLowerInvariant()}'";
}
