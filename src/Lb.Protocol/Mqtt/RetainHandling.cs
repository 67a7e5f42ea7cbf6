namespace Lb.Protocol.Mqtt;

/// <summary>Whether retained messages are sent when a subscription is made.</summary>
/// <remarks>MQTT 5.0 section 3.8.3.1.</remarks>
public enum RetainHandling : byte
{
    /// <summary>Always; the only behaviour of MQTT 3.</summary>
    SendAtSubscribe = 0,

    /// <summary>Only if the subscription did not exist before.</summary>
    SendIfNew = 1,

    /// <summary>Never.</summary>
    DoNotSend = 2,
}
