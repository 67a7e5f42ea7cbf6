using System.Globalization;

namespace Lb.Configuration.HaProxy.Values;

/// <summary>Sizes of a haproxy.cfg: an integer with an optional <c>k</c>, <c>m</c> or <c>g</c>, each 1024 of the one before (HAProxy
/// manual 2.5).</summary>
internal static class SizeText
{
    /// <summary>At most 2^31 - 1.</summary>
    public static Parsed<int> Parse(string text)
    {
        var (digits, shift) = text.Length == 0 ? ("", 0) : char.ToLowerInvariant(text[^1]) switch
        {
            'k' => (text[..^1], 10),
            'm' => (text[..^1], 20),
            'g' => (text[..^1], 30),
            _ => (text, 0),
        };
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new Parsed<int>(0, "is no size. Write an integer, alone or followed by k, m or g");

        var size = (Int128)number << shift;
        return size > int.MaxValue
            ? new Parsed<int>(0, "is too large; the most is 2147483647")
            : new Parsed<int>((int)size, null);
    }
}
