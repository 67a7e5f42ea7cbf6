namespace Lb.Protocol.Mqtt;

/// <summary>The type of an MQTT control packet: the upper four bits of its first byte.</summary>
/// <remarks>MQTT 5.0 section 2.1.2.</remarks>
public enum PacketType : byte
{
    /// <summary>Forbidden on the wire.</summary>
    Reserved = 0,

    /// <summary>Client to server: connection request.</summary>
    Connect = 1,

    /// <summary>Server to client: answer to CONNECT.</summary>
    ConnAck = 2,

    /// <summary>Either way: an application message.</summary>
    Publish = 3,

    /// <summary>Either way: answer to a QoS 1 PUBLISH.</summary>
    PubAck = 4,

    /// <summary>Either way: answer to a QoS 2 PUBLISH.</summary>
    PubRec = 5,

    /// <summary>Either way: answer to PUBREC.</summary>
    PubRel = 6,

    /// <summary>Either way: answer to PUBREL.</summary>
    PubComp = 7,

    /// <summary>Client to server: subscribe request.</summary>
    Subscribe = 8,

    /// <summary>Server to client: answer to SUBSCRIBE.</summary>
    SubAck = 9,

    /// <summary>Client to server: unsubscribe request.</summary>
    Unsubscribe = 10,

    /// <summary>Server to client: answer to UNSUBSCRIBE.</summary>
    UnsubAck = 11,

    /// <summary>Client to server: sign of life.</summary>
    PingReq = 12,

    /// <summary>Server to client: answer to PINGREQ.</summary>
    PingResp = 13,

    /// <summary>Orderly end; from the server in MQTT 5.0 only.</summary>
    Disconnect = 14,

    /// <summary>Extended authentication, MQTT 5.0 only.</summary>
    Auth = 15,
}
