using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Samples;
using Lb.Configuration.HaProxy.Values;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Conditions;

/// <summary>Parses the patterns of an acl test (HAProxy manual 7.1.1 to 7.1.6).</summary>
internal sealed class AclPatternParser(KeywordContext context, MatchMethod method, AclFlags flags)
{
    /// <summary>Null after an error.</summary>
    public ImmutableArray<AclPattern>? Parse(IReadOnlyList<string> words)
    {
        switch (method)
        {
            case MatchMethod.Found or MatchMethod.Boolean:
                if (words.Count > 0)
                    context.Warning($"the pattern '{words[0]}' is not compared with anything, since this test needs none. Remove it.");
                return [];
            case MatchMethod.Integer or MatchMethod.Length:
                return ParseNumbers(words);
            default:
                return words.Count == 0 ? Fail("a pattern to compare with is missing.") : ParseEach(words);
        }
    }

    private ImmutableArray<AclPattern>? ParseEach(IReadOnlyList<string> words)
    {
        var patterns = words.Select(ParseOne).ToList();
        return patterns.Contains(null) ? null : [.. patterns.OfType<AclPattern>()];
    }

    private AclPattern? ParseOne(string word) => method switch
    {
        MatchMethod.Address => ParseAddress(word),
        MatchMethod.Binary => ParseBytes(word),
        MatchMethod.Regex => ParseRegex(word),
        _ => new AclPattern.Text(word),
    };

    private ImmutableArray<AclPattern>? ParseNumbers(IReadOnlyList<string> words)
    {
        var patterns = ImmutableArray.CreateBuilder<AclPattern>();
        var comparison = "eq";
        foreach (var word in words)
        {
            if (word is "eq" or "ge" or "gt" or "le" or "lt")
                comparison = word;
            else if (ParseRange(word, comparison) is { } range)
                patterns.Add(range);
            else
                return Fail($"'{word}' is no number and no range such as 1024:65535.");
        }

        return patterns.Count == 0 ? Fail("a number to compare with is missing.") : patterns.ToImmutable();
    }

    private static AclPattern.Range? ParseRange(string word, string comparison)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            var low = colon == 0 ? (true, null) : Number(word[..colon]);
            var high = colon == word.Length - 1 ? (true, null) : Number(word[(colon + 1)..]);
            return comparison == "eq" && low.Ok && high.Ok && word.Length > 1 ? new AclPattern.Range(low.Value, high.Value) : null;
        }

        if (Number(word) is not (true, { } value))
            return null;
        return comparison switch
        {
            "ge" => new AclPattern.Range(value, null),
            "gt" => new AclPattern.Range(value + 1, null),
            "le" => new AclPattern.Range(null, value),
            "lt" => new AclPattern.Range(null, value - 1),
            _ => new AclPattern.Range(value, value),
        };
    }

    private static (bool Ok, long? Value) Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? (true, value) : (false, null);

    private AclPattern? ParseAddress(string word)
    {
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? word : word[..slash];
        if (!IPAddress.TryParse(name, out var address))
        {
            if (flags.NoNames)
                return Problem($"'{word}' is no address, and -n forbids names.");
            address = context.Resolve(name);
        }

        if (address is null)
            return null;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash < 0)
            return new AclPattern.Network(new IPNetwork(address, bits));
        return PrefixLength(word[(slash + 1)..], bits) is { } length
            ? new AclPattern.Network(new IPNetwork(Masked(address, length), length))
            : Problem($"'{word}' has no valid prefix length; it is 0 to {bits}.");
    }

    private static int? PrefixLength(string text, int bits)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return length <= bits ? length : null;
        return bits == 32 && IPAddress.TryParse(text, out var mask) ? Netmask.PrefixLength(mask) : null;
    }

    // IPNetwork refuses bits behind the prefix, HAProxy ignores them: 127.0.0.1/8 is its own example.
    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - i * 8, 0, 8));
        return new IPAddress(bytes);
    }

    private AclPattern? ParseBytes(string word) => HexText.TryParse(word, out var bytes)
        ? new AclPattern.Bytes(bytes)
        : Problem($"'{word}' is no hex text; write two hex digits for each byte.");

    private AclPattern? ParseRegex(string word) => TextExpression.TryParse(word, flags.IgnoreCase, out var expression, out var problem)
        ? new AclPattern.Expression(expression)
        : Problem(problem);

    private AclPattern? Problem(string message)
    {
        context.Error(message);
        return null;
    }

    private ImmutableArray<AclPattern>? Fail(string message)
    {
        context.Error(message);
        return null;
    }
}
