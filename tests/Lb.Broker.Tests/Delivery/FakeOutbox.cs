using System.Text;
using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Delivery;

/// <summary>A connection that only remembers what was put into it.</summary>
internal sealed class FakeOutbox : IOutbox
{
    private readonly List<MqttPacket> _packets = [];

    /// <summary>Takes no QoS 0 message, as a client that reads too slowly.</summary>
    public bool IsFull { get; set; }

    public int Flushes { get; private set; }

    public IReadOnlyList<MqttPacket> Packets => _packets;

    public IReadOnlyList<PublishPacket> Messages => [.. _packets.OfType<PublishPacket>()];

    /// <summary>Their payloads as text.</summary>
    public IReadOnlyList<string> Payloads => [.. Messages.Select(static message => Encoding.UTF8.GetString(message.Payload.Span))];

    public void Add(MqttPacket packet) => _packets.Add(packet);

    public bool TryAddMessage(PublishPacket packet, int size)
    {
        if (!IsFull) _packets.Add(packet);
        return !IsFull;
    }

    public void Flush() => Flushes++;
}
