using System.Globalization;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>Reads the second argument of <c>mqtt_field_value(connack,...)</c>.</summary>
/// <remarks>HAProxy configuration manual, converter <c>mqtt_field_value</c>: names in any letter case, properties by their decimal
/// identifier.</remarks>
public static class ConnAckFieldName
{
    private static readonly Dictionary<string, ConnAckField> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["flags"] = ConnAckField.Flags,
        ["protocol_version"] = ConnAckField.ProtocolVersion,
        ["reason_code"] = ConnAckField.ReasonCode,
    };

    /// <summary>All names, for error messages and suggestions.</summary>
    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <summary>Reads a name or a decimal property identifier.</summary>
    /// <returns>False for anything else, and for property 38, user property, which cannot be one value.</returns>
    public static bool TryParse(string text, out ConnAckField field)
    {
        if (Names.TryGetValue(text, out field)) return true;
        if (!byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte id)) return false;
        if (id == (byte)PropertyId.UserProperty || !PropertyTable.IsAllowed(id, PropertySection.ConnAck)) return false;
        field = (ConnAckField)id;
        return true;
    }
}
