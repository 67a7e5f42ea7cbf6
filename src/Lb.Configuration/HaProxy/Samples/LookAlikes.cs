namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Characters that look like the ones a configuration needs, and come from word processors and input methods.</summary>
internal static class LookAlikes
{
    private static readonly (char Wrong, string Name, char Right)[] Table =
    [
        ('\uFF0C', "full-width comma", ','),
        ('\u3001', "ideographic comma", ','),
        ('\uFF08', "full-width parenthesis", '('),
        ('\uFF09', "full-width parenthesis", ')'),
        ('\uFF1A', "full-width colon", ':'),
        ('\u3000', "ideographic space", ' '),
        ('\u00A0', "no-break space", ' '),
        ('\u201C', "curly quote", '"'),
        ('\u201D', "curly quote", '"'),
        ('\u2018', "curly quote", '\''),
        ('\u2019', "curly quote", '\''),
        ('\u2013', "dash", '-'),
    ];

    /// <summary>A sentence that names the first such character and the one that is meant; null when there is none.</summary>
    public static string? Describe(string text)
    {
        foreach (var c in text)
        {
            var (wrong, name, right) = Array.Find(Table, row => row.Wrong == c);
            if (wrong != '\0')
                return $"'{text}' contains a {name} '{wrong}' (U+{(int)wrong:X4}). Write '{right}' instead.";
        }

        return null;
    }
}
