namespace Lb.Broker.Access;

/// <summary>Compares topic filters as the sets of topic names that they match.</summary>
/// <remarks>MQTT 5.0 section 4.7: <c>a/#</c> also matches <c>a</c>, and a wildcard in the first level no name that starts with <c>$</c>.</remarks>
internal static class FilterSets
{
    /// <summary>Whether one filter matches every topic name that the other matches.</summary>
    public static bool Covers(string wide, string narrow)
    {
        var (left, right) = (wide.Split('/'), narrow.Split('/'));
        if (IsWildcard(left[0]) && IsReserved(right[0])) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] == "#") return true;
            if (i == right.Length || right[i] == "#") return false;
            if (left[i] != "+" && left[i] != right[i]) return false;
        }
        return left.Length == right.Length;
    }

    /// <summary>Whether there is a topic name that both filters match.</summary>
    public static bool Overlap(string one, string other)
    {
        var (left, right) = (one.Split('/'), other.Split('/'));
        if ((IsWildcard(left[0]) && IsReserved(right[0])) || (IsWildcard(right[0]) && IsReserved(left[0]))) return false;
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] == "#" || right[i] == "#") return true;
            if (left[i] != right[i] && left[i] != "+" && right[i] != "+") return false;
        }
        return left.Length == right.Length || IsParent(left, right) || IsParent(right, left);
    }

    private static bool IsParent(string[] shorter, string[] longer) => longer.Length == shorter.Length + 1 && longer[^1] == "#";

    private static bool IsWildcard(string level) => level is "#" or "+";

    private static bool IsReserved(string level) => level.StartsWith('$');
}
