using System.Text;

namespace Lb.Configuration.HaProxy.Syntax;

/// <summary><c>$NAME</c>, <c>${NAME}</c> or <c>${NAME-default}</c> (HAProxy manual 2.3).</summary>
/// <param name="Name">Variable.</param>
/// <param name="Default">Text used while the variable is not set; an empty one counts as set. Null = none given.</param>
/// <param name="Length">Characters of the reference.</param>
internal readonly record struct VariableReference(string Name, string? Default, int Length)
{
    /// <summary>Reads the reference whose <c>$</c> stands at <paramref name="at"/>; false when it is none.</summary>
    public static bool TryRead(string text, int at, out VariableReference reference)
    {
        reference = default;
        var braces = at + 1 < text.Length && text[at + 1] == '{';
        var start = at + (braces ? 2 : 1);
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        if (end == start || char.IsAsciiDigit(text[start]))
            return false;

        var name = text[start..end];
        if (!braces)
        {
            reference = new VariableReference(name, null, end - at);
            return true;
        }

        var close = text.IndexOf('}', end);
        if (close < 0 || (close > end && text[end] != '-'))
            return false;
        reference = new VariableReference(name, close > end ? text[(end + 1)..close] : null, close + 1 - at);
        return true;
    }

    /// <summary>Replaces every reference in a text, as HAProxy does in addresses outside of quotes; what is no reference stays.</summary>
    public static string ExpandAll(string text, Func<string, string?> variable)
    {
        var result = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '$' && TryRead(text, at, out var reference))
            {
                result.Append(reference.Resolve(variable));
                at += reference.Length;
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        return result.ToString();
    }

    /// <summary>The value, the default, or nothing.</summary>
    public string Resolve(Func<string, string?> variable) => variable(Name) ?? Default ?? "";
}
