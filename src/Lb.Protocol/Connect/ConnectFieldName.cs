using System.Globalization;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>Reads the second argument of <c>mqtt_field_value(connect,...)</c>.</summary>
/// <remarks>HAProxy configuration manual, converter <c>mqtt_field_value</c>: names in any letter case, properties by their decimal
/// identifier.</remarks>
public static class ConnectFieldName
{
    /// <summary>HAProxy's manual gives the will delay as 18, which is its identifier in hexadecimal; in decimal it is 24.</summary>
    private const byte WillDelayInManual = 0x12;

    private static readonly Dictionary<string, ConnectField> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["flags"] = ConnectField.Flags,
        ["protocol_name"] = ConnectField.ProtocolName,
        ["protocol_version"] = ConnectField.ProtocolVersion,
        ["client_identifier"] = ConnectField.ClientIdentifier,
        ["will_topic"] = ConnectField.WillTopic,
        ["will_payload"] = ConnectField.WillPayload,
        ["username"] = ConnectField.Username,
        ["password"] = ConnectField.Password,
        ["keepalive"] = ConnectField.KeepAlive,
    };

    /// <summary>All names, for error messages and suggestions.</summary>
    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <summary>Reads a name or a decimal property identifier.</summary>
    /// <returns>False for anything else, and for property 38, user property, which cannot be one value.</returns>
    public static bool TryParse(string text, out ConnectField field)
    {
        if (Names.TryGetValue(text, out field)) return true;
        if (!byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte id)) return false;
        if (id == WillDelayInManual) id = (byte)PropertyId.WillDelayInterval;
        if (id == (byte)PropertyId.UserProperty) return false;
        if (!PropertyTable.IsAllowed(id, PropertySection.Connect | PropertySection.Will)) return false;
        field = (ConnectField)id;
        return true;
    }
}
