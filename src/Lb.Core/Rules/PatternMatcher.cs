using System.Net;
using System.Text;
using Lb.Configuration.Model;
using Lb.Core.Samples;

namespace Lb.Core.Rules;

/// <summary>Compares a sample with the patterns of an acl (HAProxy manual 7.1).</summary>
internal static class PatternMatcher
{
    public static bool Matches(AclTest test, SampleValue value)
    {
        if (test.Method == MatchMethod.Found) return true;
        if (test.Method == MatchMethod.Boolean) return value.TryAsInteger(out var number) && number != 0;
        foreach (var pattern in test.Patterns)
        {
            if (MatchesOne(test, pattern, value)) return true;
        }

        return false;
    }

    private static bool MatchesOne(AclTest test, AclPattern pattern, SampleValue value) => pattern switch
    {
        AclPattern.Range range when test.Method == MatchMethod.Length => Contains(range, value.AsText().Length),
        AclPattern.Range range => value.TryAsInteger(out var number) && Contains(range, number),
        AclPattern.Network network => value.TryAsAddress(out var address) && Contains(network.Value, address),
        AclPattern.Bytes bytes => value.AsBytes().Span.SequenceEqual(bytes.Value.AsSpan()),
        AclPattern.Text text => TextMatcher.Matches(test.Method, TextOf(value), text.Value, test.IgnoreCase),
        AclPattern.Expression expression => expression.Value.IsMatch(TextOf(value)),
        _ => false,
    };

    private static string TextOf(SampleValue value) => Encoding.UTF8.GetString(value.AsText().Span);

    private static bool Contains(AclPattern.Range range, long number) =>
        !(number < range.Minimum) && !(number > range.Maximum);

    // IPv4 patterns also match IPv4 addresses that arrived mapped into IPv6, as on a bind for both.
    private static bool Contains(IPNetwork network, IPAddress address)
    {
        if (network.Contains(address)) return true;
        return address.IsIPv4MappedToIPv6 && network.Contains(address.MapToIPv4());
    }
}
