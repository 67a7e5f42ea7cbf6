namespace Lb.Broker.Tests.Comparison;

/// <summary>The file that explains where the broker and mosquitto differ: for each scenario a line <c>[name]</c>, one that says why, and the lines
/// of both transcripts that differ.</summary>
internal static class Differences
{
    /// <summary>The differing lines by scenario, as the file lists them.</summary>
    public static Dictionary<string, (string Why, string Lines)> Read()
    {
        var found = new Dictionary<string, (string Why, string Lines)>();
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Comparison", "differences.txt"));
        foreach (var part in text.Split("\n[", StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var lines = part.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            found.Add(lines[0].TrimEnd(']'), (lines[1], string.Join('\n', lines[2..])));
        }
        return found;
    }

    /// <summary>What stands in only one of two transcripts, in the form of the file.</summary>
    public static string Between(IReadOnlyList<string> ours, IReadOnlyList<string> theirs)
    {
        var first = 0;
        while (first < Math.Min(ours.Count, theirs.Count) && ours[first] == theirs[first]) first++;
        var last = 0;
        while (last < Math.Min(ours.Count, theirs.Count) - first && ours[^(last + 1)] == theirs[^(last + 1)]) last++;
        var lines = ours.Take(first..^last).Select(line => $"ours      {line}").Concat(theirs.Take(first..^last).Select(line => $"mosquitto {line}"));
        return string.Join('\n', lines);
    }
}
