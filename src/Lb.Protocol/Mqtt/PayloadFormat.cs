namespace Lb.Protocol.Mqtt;

/// <summary>What the sender says about a payload's bytes.</summary>
/// <remarks>MQTT 5.0 section 3.3.2.3.2.</remarks>
public enum PayloadFormat : byte
{
    /// <summary>Unspecified bytes.</summary>
    Bytes = 0,

    /// <summary>UTF-8 text. The codec does not check the payload; a receiver may.</summary>
    Utf8 = 1,
}
