namespace Lb.Protocol.Mqtt;

/// <summary>A name and a value that the protocol only carries. Names may repeat; order matters.</summary>
/// <param name="Name">At most 65 535 bytes of UTF-8, no U+0000.</param>
/// <param name="Value">The same limits.</param>
/// <remarks>MQTT 5.0 section 2.2.2.2, identifier 38.</remarks>
public readonly record struct UserProperty(string Name, string Value);
