using System.Threading.Channels;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Client;

/// <summary>A packet id in use, and the server's answers to it in the order they come.</summary>
internal sealed class PendingAnswer(PendingAnswers all, ushort packetId) : IDisposable
{
    private readonly Channel<MqttPacket> _answers = Channel.CreateUnbounded<MqttPacket>();

    /// <summary>1 to 65 535.</summary>
    public ushort PacketId => packetId;

    public void Give(MqttPacket answer) => _answers.Writer.TryWrite(answer);

    public void Fail() => _answers.Writer.TryComplete();

    /// <summary>The next answer; null when the connection has ended.</summary>
    public async Task<MqttPacket?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _answers.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            if (_answers.Reader.TryRead(out var answer)) return answer;
        return null;
    }

    /// <summary>Gives the packet id free.</summary>
    public void Dispose() => all.Close(this);
}
