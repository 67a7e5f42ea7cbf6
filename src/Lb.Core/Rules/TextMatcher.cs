using Lb.Configuration.Model;

namespace Lb.Core.Rules;

/// <summary>Compares text with one pattern that is text too.</summary>
internal static class TextMatcher
{
    public static bool Matches(MatchMethod method, string text, string pattern, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return method switch
        {
            MatchMethod.Prefix => text.StartsWith(pattern, comparison),
            MatchMethod.Suffix => text.EndsWith(pattern, comparison),
            MatchMethod.Substring => text.Contains(pattern, comparison),
            MatchMethod.Domain => HasPart(text, pattern, comparison, "./?:"),
            MatchMethod.Directory => HasPart(text, pattern, comparison, "/?"),
            _ => text.Equals(pattern, comparison),
        };
    }

    /// <summary>Whether the pattern stands in the text as a whole part, or as several parts in a row, between delimiters.</summary>
    private static bool HasPart(string text, string pattern, StringComparison comparison, string delimiters)
    {
        var part = pattern.Trim(delimiters.ToCharArray());
        if (part.Length == 0) return false;
        for (var at = text.IndexOf(part, comparison); at >= 0; at = text.IndexOf(part, at + 1, comparison))
        {
            var startsPart = at == 0 || delimiters.Contains(text[at - 1]);
            var end = at + part.Length;
            var endsPart = end == text.Length || delimiters.Contains(text[end]);
            if (startsPart && endsPart) return true;
        }

        return false;
    }
}
