using System.Text;

namespace Lb.Admin.Tests.Statistics;

/// <summary>Comma-separated values, read back.</summary>
internal static class CsvText
{
    public static List<List<string>> Parse(string text)
    {
        var lines = new List<List<string>> { new() };
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
            else if (character == '"') quoted = !quoted;
            else if (quoted || character is not (',' or '\n')) cell.Append(character);
            else
            {
                lines[^1].Add(cell.ToString());
                cell.Clear();
                if (character == '\n') lines.Add([]);
            }
        }

        lines.RemoveAt(lines.Count - 1);
        return lines;
    }
}
