using System.Net.Sockets;
using Lb.Broker.Connections;
using Lb.Broker.SystemTopics;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Connections;

public sealed class OutboxTests : IDisposable
{
    private readonly GatedStream _stream = new();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Exception> _bugs = [];
    private readonly List<MqttPacket> _tooLarge = [];
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(new ClientTransport(_socket, _stream, new Traffic()), maximumUnsentBytes: 1_000, _bugs.Add, _tooLarge.Add);

    public void Dispose()
    {
        _socket.Dispose();
        _stream.Dispose();
    }

    [Fact]
    public void WritesNothing_BeforeItIsFlushed()
    {
        _outbox.Add(PingRespPacket.Instance);
        Assert.Equal(0, _stream.Writes);

        _outbox.Flush();

        Assert.Equal(1, _stream.Writes);
    }

    [Fact]
    public async Task WritesEverythingInOneGo_WhenItWaitedTogether()
    {
        for (var i = 0; i < 100; i++) _outbox.Add(PingRespPacket.Instance);
        _stream.Open();

        await _outbox.FinishAsync(new DisconnectPacket());

        Assert.Equal((1, 202), (_stream.Writes, _stream.Written.Length));
        Assert.Equal([0xE0, 0x00], _stream.Written.ToArray()[^2..]);
    }

    [Fact]
    public async Task ReportsAnAnswer_ThatIsTooLargeForTheClient()
    {
        _outbox.Format = new PacketFormat(MqttProtocolVersion.V5) { MaximumPacketSize = 4 };
        var answer = new SubAckPacket { PacketId = 1, ReasonCodes = [ReasonCode.GrantedQoS1] };
        _outbox.Add(answer);
        _outbox.Add(PingRespPacket.Instance);

        _stream.Open();
        await _outbox.FinishAsync(null);

        Assert.Equal([answer], _tooLarge);
        Assert.Equal([0xD0, 0x00], _stream.Written.ToArray());
    }

    [Fact]
    public async Task SendsNothingElse_WhenConnAckIsTooLargeForTheClient()
    {
        _outbox.Format = new PacketFormat(MqttProtocolVersion.V5) { MaximumPacketSize = 4 };
        var answer = new ConnAckPacket();
        _outbox.Add(answer);
        _outbox.Add(PingRespPacket.Instance);

        _stream.Open();
        await _outbox.FinishAsync(new DisconnectPacket());

        Assert.Equal([answer], _tooLarge);
        Assert.Empty(_stream.Written.ToArray());
    }

    [Fact]
    public async Task HoldsTheReaderBack_WhileTooManyAnswersWait()
    {
        _outbox.Add(PingRespPacket.Instance);
        _outbox.Flush();
        for (var i = 0; i < 3_999; i++) _outbox.Add(PingRespPacket.Instance);
        Assert.True(_outbox.WaitForRoomAsync().IsCompleted);

        _outbox.Add(PingRespPacket.Instance);
        var room = _outbox.WaitForRoomAsync();
        Assert.False(room.IsCompleted);
        _stream.Open();

        await room.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task LetsTheReaderGo_WhenTheConnectionIsLost()
    {
        _stream.IsLost = true;
        for (var i = 0; i < 40_000; i++) _outbox.Add(PingRespPacket.Instance);
        _outbox.Flush();
        var room = _outbox.WaitForRoomAsync();
        var finished = _outbox.FinishAsync(null);

        _stream.Open();

        await Task.WhenAll(room, finished).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _outbox.Add(PingRespPacket.Instance);
        _outbox.Flush();
        Assert.Equal(1, _stream.Writes);
    }

    [Fact]
    public void TurnsMessagesAway_BeyondItsCap_ButTakesOneOfAnySize()
    {
        var message = new PublishPacket { Topic = "a" };

        Assert.True(_outbox.TryAddMessage(message, 5_000));
        Assert.False(_outbox.TryAddMessage(message, 1));
    }

    [Fact]
    public async Task ReportsABug_WhenAPacketCannotBeWritten()
    {
        _stream.Open();
        _outbox.Add(new PubAckPacket { PacketId = 0 });

        await _outbox.FinishAsync(null);

        Assert.IsType<ArgumentException>(Assert.Single(_bugs));
    }
}
