namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Names of variables: a scope, a dot, then letters, digits, dots and underscores (HAProxy manual 2.8).</summary>
internal static class VariableName
{
    private static readonly string[] Scopes = ["proc.", "sess.", "txn.", "req."];

    /// <summary>What is wrong with a name; null = nothing.</summary>
    public static string? Problem(string name)
    {
        var scope = Array.Find(Scopes, s => name.StartsWith(s, StringComparison.Ordinal));
        if (scope is null)
            return $"the variable '{name}' has no scope. Begin it with one of {string.Join(", ", Scopes)}; sess. lasts as long as the connection.";
        if (name.Length > scope.Length && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
            return null;
        return $"the variable name '{name}' may have letters, digits, '.' and '_' only.";
    }
}
