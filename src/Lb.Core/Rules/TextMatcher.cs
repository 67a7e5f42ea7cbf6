using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Lb.Configuration.Model;

namespace Lb.Core.Rules;

/// <summary>Compares text with one pattern. Regular expressions are built once for each pattern, and give up, as no match, after
/// a second: the text comes from clients.</summary>
internal static class TextMatcher
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<(string Pattern, bool IgnoreCase), Regex> Expressions = new();

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
            MatchMethod.Regex => IsMatch(text, pattern, ignoreCase),
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

    private static bool IsMatch(string text, string pattern, bool ignoreCase)
    {
        var expression = Expressions.GetOrAdd((pattern, ignoreCase), static key => new Regex(
            key.Pattern,
            RegexOptions.CultureInvariant | (key.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None),
            MatchTimeout));
        try
        {
            return expression.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
