using System.Globalization;

namespace Lb.Configuration.HaProxy.Values;

/// <summary>Times of a haproxy.cfg: an integer, in milliseconds or with a unit (HAProxy manual 2.5).</summary>
internal static class DurationText
{
    private const long MaxMilliseconds = int.MaxValue;

    private static readonly (string Unit, long Microseconds)[] Units =
    [
        ("us", 1), ("ms", 1000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("d", 86_400_000_000),
    ];

    /// <summary>Parts of a millisecond are rounded up. At most 2147483647 ms, about 24.8 days.</summary>
    public static Parsed<TimeSpan> Parse(string text, string defaultUnit = "ms")
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = digits == text.Length ? defaultUnit : text[digits..];
        var scale = Array.Find(Units, u => u.Unit == unit).Microseconds;
        if (digits == 0 || scale == 0)
            return Fail("is no time. Write an integer, in milliseconds or with a unit: us, ms, s, m, h or d");
        if (!long.TryParse(text.AsSpan(0, digits), CultureInfo.InvariantCulture, out var number) || number > MaxMilliseconds * 1000)
            return TooLong();

        var milliseconds = (Int128)number * scale / 1000 + ((Int128)number * scale % 1000 > 0 ? 1 : 0);
        return milliseconds > MaxMilliseconds ? TooLong() : new Parsed<TimeSpan>(TimeSpan.FromMilliseconds((long)milliseconds), null);
    }

    /// <summary>A time as people write it: <c>50s</c>, <c>1500ms</c>, <c>2h</c>.</summary>
    public static string Format(TimeSpan time)
    {
        var microseconds = time.Ticks / TimeSpan.TicksPerMicrosecond;
        var (unit, scale) = Array.FindLast(Units, u => microseconds != 0 && microseconds % u.Microseconds == 0);
        return unit is null ? "0" : string.Create(CultureInfo.InvariantCulture, $"{microseconds / scale}{unit}");
    }

    private static Parsed<TimeSpan> TooLong() => Fail("is too long; the most is 2147483647 ms, about 24.8 days");

    private static Parsed<TimeSpan> Fail(string error) => new(default, error);
}
