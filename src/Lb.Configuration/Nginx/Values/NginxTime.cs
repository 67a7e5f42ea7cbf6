namespace Lb.Configuration.Nginx.Values;

/// <summary>nginx's times: <c>30</c> and <c>30s</c> are seconds, units combine from the largest down, for example <c>1h 30m</c>.</summary>
internal static class NginxTime
{
    // Largest first: each unit may follow only larger ones, each at most once.
    private static readonly (string Suffix, long Milliseconds)[] Units =
    [
        ("y", 365L * 24 * 3600 * 1000),
        ("M", 30L * 24 * 3600 * 1000),
        ("w", 7L * 24 * 3600 * 1000),
        ("d", 24L * 3600 * 1000),
        ("h", 3600L * 1000),
        ("m", 60L * 1000),
        ("s", 1000),
        ("ms", 1),
    ];

    /// <summary>Reads a time; false where it is none, or exceeds 2 147 483 647 ms (24.8 days, the longest timer).</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        var total = 0L;
        var position = 0;
        var nextUnit = 0;
        while (position < text.Length)
        {
            if (!TryReadNumber(text, ref position, out var number)) return false;
            var suffix = ReadSuffix(text, ref position);
            var unit = suffix.Length == 0 ? Units.Length - 2 : Array.FindIndex(Units, u => u.Suffix == suffix);
            if (unit < nextUnit) return false;
            nextUnit = unit + 1;
            if (number > int.MaxValue / Units[unit].Milliseconds) return false;
            total += number * Units[unit].Milliseconds;
            while (position < text.Length && text[position] == ' ') position++;
        }

        value = TimeSpan.FromMilliseconds(total);
        return text.Length > 0 && total <= int.MaxValue;
    }

    private static bool TryReadNumber(string text, ref int position, out long number)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        return long.TryParse(text.AsSpan(start, position - start), out number);
    }

    private static string ReadSuffix(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiLetter(text[position])) position++;
        return text[start..position];
    }
}
