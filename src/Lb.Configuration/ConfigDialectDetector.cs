namespace Lb.Configuration;

/// <summary>Tells by a file's first statement which dialect it is written in.</summary>
internal static class ConfigDialectDetector
{
    /// <summary>Looks at the first line that is neither blank nor a comment: in nginx it ends a statement with <c>;</c>, or opens a block,
    /// at the latest on the line after.</summary>
    public static ConfigDialect Detect(string text)
    {
        string? first = null;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = WithoutComment(raw).Trim(" \t\uFEFF");
            if (line.IsEmpty) continue;
            if (first is not null) return line[0] == '{' ? ConfigDialect.Nginx : ConfigDialect.HaProxy;
            if (IsNginx(line)) return ConfigDialect.Nginx;
            first = line.ToString();
        }

        return first is null ? ConfigDialect.Either : ConfigDialect.HaProxy;
    }

    private static bool IsNginx(ReadOnlySpan<char> line) =>
        line[^1] is ';' or '{' || line.Contains(" {", StringComparison.Ordinal) || line.Contains("; ", StringComparison.Ordinal);

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || line[i - 1] is ' ' or '\t' or ';' or '{' or '}')) return line[..i];
        }

        return line;
    }
}
