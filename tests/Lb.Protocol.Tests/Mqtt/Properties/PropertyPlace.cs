namespace Lb.Protocol.Tests.Mqtt.Properties;

/// <summary>The places for which table 2-4 of MQTT 5.0 says which properties may stand there; as bits, so that a row can name several.</summary>
[Flags]
public enum PropertyPlace
{
    None = 0,
    Connect = 1 << 0,
    Will = 1 << 1,
    ConnAck = 1 << 2,
    Publish = 1 << 3,
    PubAck = 1 << 4,
    PubRec = 1 << 5,
    PubRel = 1 << 6,
    PubComp = 1 << 7,
    Subscribe = 1 << 8,
    SubAck = 1 << 9,
    Unsubscribe = 1 << 10,
    UnsubAck = 1 << 11,
    Disconnect = 1 << 12,
    Auth = 1 << 13,
    Answers = PubAck | PubRec | PubRel | PubComp,
    All = (1 << 14) - 1,
}
