using System.Collections.Immutable;

namespace Lb.Configuration.HaProxy.Values;

/// <summary>Bytes written in hex.</summary>
internal static class HexText
{
    /// <summary>False when the text is empty, odd or has other characters.</summary>
    public static bool TryParse(string text, out ImmutableArray<byte> bytes)
    {
        var valid = text.Length > 0 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);
        bytes = valid ? [.. Convert.FromHexString(text)] : [];
        return valid;
    }
}
