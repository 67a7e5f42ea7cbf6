using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Lb.Configuration.Model;

/// <summary>A regular expression for text that others choose: to match takes time in proportion to the text, whatever the text is, because
/// nothing is ever tried twice. Built when the configuration is read. Two are equal when they were written alike.</summary>
/// <remarks>Names of character classes such as <c>[[:digit:]]</c> are understood as HAProxy's POSIX and PCRE libraries do.</remarks>
public sealed class TextExpression : IEquatable<TextExpression>
{
    private TextExpression(string pattern, Regex regex)
    {
        Pattern = pattern;
        Regex = regex;
    }

    /// <summary>As it is in the file.</summary>
    public string Pattern { get; }

    internal Regex Regex { get; }

    private bool IgnoresCase => (Regex.Options & RegexOptions.IgnoreCase) != 0;

    /// <summary>Builds an expression.</summary>
    /// <param name="pattern">As it is in the file.</param>
    /// <param name="ignoreCase">Whether <c>a</c> is also <c>A</c>.</param>
    /// <param name="expression">Null where <paramref name="problem"/> tells what is wrong with the pattern, and what to do.</param>
    /// <param name="problem">Begins with the quoted pattern.</param>
    public static bool TryParse(
        string pattern, bool ignoreCase, [NotNullWhen(true)] out TextExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        if (ignoreCase) options |= RegexOptions.IgnoreCase;
        (expression, problem) = (null, null);
        try
        {
            expression = new TextExpression(pattern, new Regex(CharacterClasses.Spell(pattern), options));
            return true;
        }
        catch (ArgumentException e)
        {
            problem = $"'{pattern}' is no valid regular expression: {e.Message}";
        }
        catch (NotSupportedException)
        {
            problem = $"'{pattern}' looks ahead or behind ('(?='), refers back to a group ('\\1') or binds one ('(?>'), which can take time "
                + "without bound on what a client sends. Write it without: what must not match can be a second condition with '!' before it.";
        }

        return false;
    }

    /// <summary>Whether it matches somewhere in the text; <c>^</c> and <c>$</c> are the text's ends.</summary>
    public bool IsMatch(string text) => Regex.IsMatch(text);

    /// <inheritdoc/>
    public bool Equals(TextExpression? other) => other is not null && Pattern == other.Pattern && IgnoresCase == other.IgnoresCase;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TextExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, IgnoresCase);

    /// <inheritdoc/>
    public override string ToString() => Pattern;
}
