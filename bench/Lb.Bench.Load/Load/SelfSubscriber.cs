using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Load;

/// <summary>One client of a <see cref="BrokerLoad"/>: finds the packets in what arrives and acknowledges the messages.</summary>
internal sealed class SelfSubscriber(ClientConnection client, string topic, int packetBytes, int qos)
{
    private const int Subscribed = 0x90;
    private const int Acknowledged = 0x40;
    private const int Published = 0x30;
    private const int TypeMask = 0xF0;
    private const int RefusedBit = 0x80;

    private readonly byte[] _publish = MqttPackets.Publish(packetBytes, topic, qos, packetId: 1);
    private readonly byte[] _pending = new byte[(2 * packetBytes) + 16];
    private int _pendingLength;
    private bool _waiting;
    private bool _delivered;
    private bool _acknowledged;

    public void Subscribe() => client.Send(MqttPackets.Subscribe(topic, qos), MqttPackets.SubAckLength);

    public void Publish()
    {
        (_waiting, _delivered, _acknowledged) = (true, false, false);
        client.Send(_publish, _publish.Length + (qos == 0 ? 0 : MqttPackets.PubAckLength));
    }

    /// <summary>Whether the message that was published last is over; true once for each.</summary>
    public bool IsDone(int level)
    {
        if (!_waiting || !_delivered || (level > 0 && !_acknowledged))
            return false;
        _waiting = false;
        return true;
    }

    /// <summary>Takes in what arrived.</summary>
    /// <returns>How many subscriptions were granted, and whether there was a packet that has no place here.</returns>
    public (int Subscriptions, bool Unknown) Receive(ReadOnlySpan<byte> bytes)
    {
        int subscriptions = 0;
        if (bytes.Length > _pending.Length - _pendingLength)
            return (0, true);
        bytes.CopyTo(_pending.AsSpan(_pendingLength));
        _pendingLength += bytes.Length;
        int at = 0;
        while (MqttPackets.PacketLength(_pending.AsSpan(at, _pendingLength - at)) is var length and > 0 && length <= _pendingLength - at)
        {
            var packet = _pending.AsSpan(at, length);
            if ((packet[0] & TypeMask) == Subscribed && (packet[^1] & RefusedBit) == 0)
                subscriptions++;
            else if (!Handle(packet))
                return (subscriptions, true);
            at += length;
        }

        _pending.AsSpan(at, _pendingLength - at).CopyTo(_pending);
        _pendingLength -= at;
        return (subscriptions, false);
    }

    private bool Handle(ReadOnlySpan<byte> packet)
    {
        switch (packet[0] & TypeMask)
        {
            case Acknowledged:
                return _acknowledged = true;
            case Published:
                if (qos > 0)
                    client.Send(MqttPackets.PubAck(MqttPackets.PacketId(packet)), answer: 0);
                return _delivered = true;
            default:
                return false;
        }
    }
}
