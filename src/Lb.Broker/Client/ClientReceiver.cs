using System.Threading.Channels;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Client;

/// <summary>What a client does on each packet of the server.</summary>
internal sealed class ClientReceiver(
    PendingAnswers pending, ChannelWriter<PublishPacket> received, Func<MqttPacket, CancellationToken, Task<bool>> send)
{
    private readonly HashSet<ushort> _unreleased = [];

    /// <summary>The server's DISCONNECT, once it came.</summary>
    public DisconnectPacket? Disconnect { get; private set; }

    public Task HandleAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        switch (packet)
        {
            case PublishPacket publish:
                return ReceiveAsync(publish, cancellationToken);
            case PubRelPacket release:
                _unreleased.Remove(release.PacketId);
                return send(new PubCompPacket { PacketId = release.PacketId }, cancellationToken);
            case PublishAnswerPacket answer:
                pending.Give(answer.PacketId, answer);
                break;
            case SubAckPacket subAck:
                pending.Give(subAck.PacketId, subAck);
                break;
            case UnsubAckPacket unsubAck:
                pending.Give(unsubAck.PacketId, unsubAck);
                break;
            case DisconnectPacket disconnect:
                Disconnect = disconnect;
                break;
        }
        return Task.CompletedTask;
    }

    private async Task ReceiveAsync(PublishPacket publish, CancellationToken cancellationToken)
    {
        var isNew = publish.QoS != QualityOfService.ExactlyOnce || _unreleased.Add(publish.PacketId);
        if (isNew) await received.WriteAsync(publish, cancellationToken).ConfigureAwait(false);
        if (publish.QoS == QualityOfService.AtLeastOnce)
            await send(new PubAckPacket { PacketId = publish.PacketId }, cancellationToken).ConfigureAwait(false);
        else if (publish.QoS == QualityOfService.ExactlyOnce)
            await send(new PubRecPacket { PacketId = publish.PacketId }, cancellationToken).ConfigureAwait(false);
    }
}
