using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>The parts of an answer that only explain: reason string and user properties.</summary>
internal static class Reasons
{
    /// <summary>The packet without them; the same object when it has none.</summary>
    public static MqttPacket Without(MqttPacket packet) => packet switch
    {
        ConnAckPacket { Properties: { ReasonString: null, UserProperties.Count: 0 } } => packet,
        ConnAckPacket connAck => connAck with { Properties = connAck.Properties with { ReasonString = null, UserProperties = [] } },
        PublishAnswerPacket answer => answer with { Properties = ReasonProperties.None },
        SubAckPacket subAck => subAck with { Properties = ReasonProperties.None },
        UnsubAckPacket unsubAck => unsubAck with { Properties = ReasonProperties.None },
        DisconnectPacket disconnect => disconnect with { Properties = disconnect.Properties with { ReasonString = null, UserProperties = [] } },
        AuthPacket auth => auth with { Properties = auth.Properties with { ReasonString = null, UserProperties = [] } },
        _ => packet,
    };
}
