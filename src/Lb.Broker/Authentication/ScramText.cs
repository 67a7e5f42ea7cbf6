using System.Text;
using System.Text.Unicode;

namespace Lb.Broker.Authentication;

/// <summary>The text of SCRAM messages: attributes of one letter, separated by commas.</summary>
/// <remarks>RFC 5802 section 5.1.</remarks>
internal static class ScramText
{
    /// <summary>The message as text; empty, which no message is, when it is not UTF-8.</summary>
    public static string Read(ReadOnlySpan<byte> message) => Utf8.IsValid(message) ? Encoding.UTF8.GetString(message) : "";

    /// <summary>The value of an attribute such as <c>r=abc</c>.</summary>
    /// <returns>Null when it is another attribute, or empty.</returns>
    public static string? Value(string attribute, char name) =>
        attribute.Length > 2 && attribute[0] == name && attribute[1] == '=' ? attribute[2..] : null;

    /// <summary>Resolves the escapes of a user name: <c>=2C</c> is a comma, <c>=3D</c> an equals sign.</summary>
    /// <returns>Null when an equals sign stands for something else.</returns>
    public static string? Unescape(string name)
    {
        var rest = name.Replace("=2C", "", StringComparison.Ordinal).Replace("=3D", "", StringComparison.Ordinal);
        if (rest.Contains('=', StringComparison.Ordinal)) return null;
        return name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
    }
}
