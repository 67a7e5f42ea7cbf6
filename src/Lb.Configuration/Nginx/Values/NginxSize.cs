namespace Lb.Configuration.Nginx.Values;

/// <summary>nginx's sizes: bytes, or with the suffix <c>k</c> or <c>m</c> (1024-based, either case).</summary>
internal static class NginxSize
{
    /// <summary>Reads a size; false where it is none, or exceeds 2 147 483 647 bytes.</summary>
    public static bool TryParse(string text, out int bytes)
    {
        bytes = 0;
        if (text.Length == 0) return false;
        var unit = text[^1] switch { 'k' or 'K' => 1024, 'm' or 'M' => 1024 * 1024, _ => 1 };
        var digits = unit == 1 ? text : text[..^1];
        if (!digits.All(char.IsAsciiDigit) || !long.TryParse(digits, out var number)) return false;
        if (number > int.MaxValue / unit) return false;
        bytes = (int)(number * unit);
        return true;
    }
}
