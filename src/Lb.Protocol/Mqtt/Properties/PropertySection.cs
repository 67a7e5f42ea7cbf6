namespace Lb.Protocol.Mqtt;

/// <summary>The places where MQTT 5.0 has a list of properties; as bits, so that a property can name all its places.</summary>
[Flags]
internal enum PropertySection
{
    None = 0,
    Connect = 1 << 0,
    Will = 1 << 1,
    ConnAck = 1 << 2,
    Publish = 1 << 3,
    PublishAnswer = 1 << 4,
    Subscribe = 1 << 5,
    SubAck = 1 << 6,
    Unsubscribe = 1 << 7,
    UnsubAck = 1 << 8,
    Disconnect = 1 << 9,
    Auth = 1 << 10,
    All = (1 << 11) - 1,
}
