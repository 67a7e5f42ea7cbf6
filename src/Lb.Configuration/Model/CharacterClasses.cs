using System.Text;

namespace Lb.Configuration.Model;

/// <summary>The names of character classes that POSIX and PCRE know inside brackets (<c>[[:digit:]_]</c>) and .NET does not.</summary>
internal static class CharacterClasses
{
    private static readonly Dictionary<string, string> Sets = new()
    {
        ["alnum"] = "a-zA-Z0-9",
        ["alpha"] = "a-zA-Z",
        ["blank"] = " \\t",
        ["cntrl"] = "\\x00-\\x1F\\x7F",
        ["digit"] = "0-9",
        ["graph"] = "\\x21-\\x7E",
        ["lower"] = "a-z",
        ["print"] = "\\x20-\\x7E",
        ["punct"] = "\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E",
        ["space"] = "\\x09-\\x0D\\x20",
        ["upper"] = "A-Z",
        ["word"] = "a-zA-Z0-9_",
        ["xdigit"] = "0-9a-fA-F",
    };

    /// <summary>The pattern with each name spelled out as what it stands for; the rest unchanged.</summary>
    /// <exception cref="ArgumentException">A name is not known.</exception>
    public static string Spell(string pattern)
    {
        if (!pattern.Contains("[:", StringComparison.Ordinal)) return pattern;
        var spelled = new StringBuilder();
        var inBrackets = false;
        for (var at = 0; at < pattern.Length;)
        {
            var next = inBrackets ? EndOfMember(pattern, at, out inBrackets) : EndOfItem(pattern, at, out inBrackets);
            var part = pattern[at..next];
            spelled.Append(IsName(part) ? SetOf(part[2..^2]) : part);
            at = next;
        }

        return spelled.ToString();
    }

    // A ']' that comes first in the brackets is a member of them.
    private static int EndOfItem(string pattern, int at, out bool opens)
    {
        opens = pattern[at] == '[';
        if (!opens) return EndOfCharacter(pattern, at);
        var next = at + 1;
        if (next < pattern.Length && pattern[next] == '^') next++;
        return next < pattern.Length && pattern[next] == ']' ? next + 1 : next;
    }

    private static int EndOfMember(string pattern, int at, out bool stays)
    {
        stays = pattern[at] != ']';
        var end = pattern.AsSpan(at).StartsWith("[:") ? pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) : -1;
        return end < 0 ? EndOfCharacter(pattern, at) : end + 2;
    }

    private static int EndOfCharacter(string pattern, int at) => Math.Min(at + (pattern[at] == '\\' ? 2 : 1), pattern.Length);

    private static bool IsName(string part) => part.Length > 3 && part.StartsWith("[:", StringComparison.Ordinal);

    private static string SetOf(string name) => Sets.TryGetValue(name, out var set)
        ? set
        : throw new ArgumentException($"no class of characters is called '[:{name}:]'.");
}
