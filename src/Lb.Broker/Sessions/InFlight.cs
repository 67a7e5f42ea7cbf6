using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Sessions;

/// <summary>One QoS 1 or 2 message between its first PUBLISH and its last acknowledgement.</summary>
/// <param name="packetId">1 to 65 535.</param>
/// <param name="dispatch">What is sent; null past PUBREC, which only QoS 2 has.</param>
/// <param name="order">Rises with each message that the session sends.</param>
internal sealed class InFlight(ushort packetId, Dispatch? dispatch, long order)
{
    public ushort PacketId => packetId;

    public long Order => order;

    public QualityOfService QoS { get; } = dispatch?.QoS ?? QualityOfService.ExactlyOnce;

    /// <summary>What has to be sent again; null once PUBREC came and only PUBREL may follow.</summary>
    public Dispatch? Dispatch { get; set; } = dispatch;

    /// <summary>Whether it is past PUBREC.</summary>
    public bool IsReleased => Dispatch is null;

    /// <summary>Whether it was sent on the present connection.</summary>
    public bool IsSent { get; set; }
}
