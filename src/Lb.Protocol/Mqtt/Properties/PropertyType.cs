namespace Lb.Protocol.Mqtt;

/// <summary>How a property's value is encoded (MQTT 5.0 section 2.2.2.2).</summary>
internal enum PropertyType
{
    None,
    Byte,
    TwoByteInteger,
    FourByteInteger,
    VariableByteInteger,
    Text,
    TextPair,
    Binary,
}
