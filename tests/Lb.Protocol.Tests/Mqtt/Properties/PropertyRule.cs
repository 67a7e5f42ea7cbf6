namespace Lb.Protocol.Tests.Mqtt.Properties;

/// <summary>One row of table 2-4 of MQTT 5.0.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Value">A legal value as it is encoded, in hexadecimal.</param>
/// <param name="Places">Where it may stand.</param>
/// <param name="Illegal">Values of the right type that the property's section rules out, in hexadecimal; separated by spaces.</param>
internal sealed record PropertyRule(byte Id, string Value, PropertyPlace Places, string Illegal = "")
{
    /// <summary>Identifier and value as bytes.</summary>
    public byte[] Bytes => WithValue(Value);

    /// <summary>The identifier with another value, in hexadecimal.</summary>
    public byte[] WithValue(string hex) => [Id, .. Convert.FromHexString(hex)];
}
