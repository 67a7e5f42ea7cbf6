namespace Lb.Broker.Sessions;

/// <summary>What to do with a QoS 2 PUBLISH from a client.</summary>
internal enum IncomingVerdict
{
    /// <summary>Deliver it, then PUBREC.</summary>
    New,

    /// <summary>It was delivered before: PUBREC only.</summary>
    Repeated,

    /// <summary>The client ignores the receive maximum (MQTT 5.0 section 3.3.4, reason code 0x93).</summary>
    TooMany,
}
