namespace Lb.Architecture.Tests;

/// <summary>Assertions that print everything found, not the first five.</summary>
internal static class Findings
{
    public static void AssertNone(IEnumerable<string> found)
    {
        var all = found.Distinct().Order(StringComparer.Ordinal).ToList();
        if (all.Count > 0) Assert.Fail(string.Join('\n', all));
    }
}
