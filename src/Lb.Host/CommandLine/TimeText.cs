using System.Globalization;

namespace Lb.Host.CommandLine;

/// <summary>Reads times of the command line as haproxy.cfg has them, but in seconds without a unit: <c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>.</summary>
internal static class TimeText
{
    private const double MostMilliseconds = int.MaxValue;

    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("", 1_000)];

    /// <summary>Reads a time of 0 to 24 days.</summary>
    /// <returns>Null when the text is none.</returns>
    public static TimeSpan? Parse(string text)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var scale = Array.Find(Units, unit => unit.Unit == text[digits..]).Milliseconds;
        if (scale == 0 || !double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        return number * scale <= MostMilliseconds ? TimeSpan.FromMilliseconds(number * scale) : null;
    }
}
