using System.Collections.Immutable;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Access;

/// <summary>Reads an access list in the syntax of mosquitto's <c>acl_file</c>: <c>user NAME</c>, <c>topic [read|write|readwrite|deny] FILTER</c>,
/// <c>pattern [...] FILTER</c>. Rules in front of the first <c>user</c> are for clients without a user name.</summary>
public sealed class AccessFile
{
    private readonly Dictionary<string, List<AccessRule>> _byUser = new(StringComparer.Ordinal);
    private readonly List<AccessRule> _anonymous = [];
    private readonly List<AccessRule> _patterns = [];
    private List<AccessRule> _current;

    private AccessFile() => _current = _anonymous;

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="name">Name of the file, for the errors.</param>
    /// <param name="errors">Gets one <c>file:line: what is wrong</c> for each line that cannot be used.</param>
    /// <returns>The sound rules; what none of them allows is denied.</returns>
    public static AccessList Parse(string text, string name, ICollection<string> errors)
    {
        var file = new AccessFile();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (file.Add(line.Trim(' ', '\t', '\r')) is { } error) errors.Add($"{name}:{number}: {error}");
        }
        return file.ToList();
    }

    private AccessList ToList() => new()
    {
        AllowsTheRest = false,
        ForAnonymous = [.. _anonymous],
        Patterns = [.. _patterns],
        ByUser = _byUser.ToImmutableDictionary(user => user.Key, user => user.Value.ToImmutableArray(), StringComparer.Ordinal),
    };

    private string? Add(string line)
    {
        if (line.Length == 0 || line[0] == '#') return null;
        var (word, rest) = SplitWord(line);
        switch (word)
        {
            case "user":
                return rest.Length == 0 ? "'user' needs a name behind it." : UseRulesOf(rest);
            case "topic":
                return AddRule(_current, rest);
            case "pattern":
                return AddRule(_patterns, rest);
            default:
                return $"'{word}' is none of user, topic, pattern.";
        }
    }

    private string? UseRulesOf(string user)
    {
        if (!_byUser.TryGetValue(user, out var rules)) _byUser[user] = rules = [];
        _current = rules;
        return null;
    }

    private static string? AddRule(List<AccessRule> rules, string text)
    {
        var (word, rest) = SplitWord(text);
        var rule = word switch
        {
            "read" => new AccessRule(true, AccessKind.Read, rest),
            "write" => new AccessRule(true, AccessKind.Write, rest),
            "readwrite" => new AccessRule(true, AccessKind.ReadWrite, rest),
            "deny" => new AccessRule(false, AccessKind.ReadWrite, rest),
            _ => new AccessRule(true, AccessKind.ReadWrite, text),
        };
        if (!TopicFilter.IsValid(rule.Filter)) return $"'{rule.Filter}' is no topic filter.";
        rules.Add(rule);
        return null;
    }

    private static (string Word, string Remainder) SplitWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? (text, "") : (text[..end], text[end..].TrimStart(' ', '\t'));
    }
}
