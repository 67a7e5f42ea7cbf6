namespace Lb.Admin.Tests.Metrics;

/// <summary>Prometheus text, read back.</summary>
internal sealed record ExpositionText(IReadOnlyList<ExpositionText.Family> Families)
{
    /// <summary>One family: its labels as comma-separated names, each distinct set once.</summary>
    public sealed record Family(string Name, string Type, List<string> Labels);

    public static ExpositionText Parse(string text)
    {
        var families = new List<Family>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) families.Add(new Family(words[2], words[3], []));
            if (line[0] == '#') continue;
            var labels = LabelsOf(line);
            if (!families[^1].Labels.Contains(labels)) families[^1].Labels.Add(labels);
        }

        return new ExpositionText(families);
    }

    private static string LabelsOf(string sample)
    {
        var start = sample.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return "";
        var pairs = sample[(start + 1)..sample.LastIndexOf('}')].Split("\",");
        return string.Join(',', pairs.Select(pair => pair[..pair.IndexOf('=', StringComparison.Ordinal)]));
    }
}
