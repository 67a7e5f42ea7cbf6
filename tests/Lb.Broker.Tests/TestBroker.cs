using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Lb.Protocol.Mqtt;
using Lb.Testing.Time;

namespace Lb.Broker.Tests;

/// <summary>A broker on a port that the system chose, its clock moved by hand.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly ReferenceBroker _broker;
    private readonly List<(string ClientId, ConnectionEnd End)> _ended = [];
    private readonly Channel<string> _ends = Channel.CreateUnbounded<string>();

    public TestBroker(Func<BrokerOptions, BrokerOptions>? change = null)
    {
        var options = new BrokerOptions
        {
            Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 0))],
            Clock = Clock,
            Connected = Connected.Add,
            Disconnected = NoteEnd,
        };
        _broker = new ReferenceBroker(change is null ? options : change(options));
    }

    public ManualTimeProvider Clock { get; } = new();

    public List<BrokerConnection> Connected { get; } = [];

    public IReadOnlyList<(string ClientId, ConnectionEnd End)> Ended => _ended;

    public int Port => _broker.BoundAddresses[0].Port;

    public BrokerCounters Counters => _broker.Counters;

    public Task StartAsync() => _broker.StartAsync();

    /// <summary>Waits until the broker has ended a client's connection.</summary>
    public async Task EndedAsync(string clientId)
    {
        await foreach (var ended in _ends.Reader.ReadAllAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token))
            if (ended == clientId) return;
    }

    /// <summary>Opens a TCP connection that speaks packet by packet.</summary>
    public async Task<PacketLine> OpenAsync(MqttProtocolVersion version) => new(await OpenStreamAsync(), version);

    /// <summary>Opens a TCP connection.</summary>
    public async Task<Stream> OpenStreamAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_broker.BoundAddresses[0]);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Waits until the broker watches over so many connections.</summary>
    public async Task AcceptedAsync(int connections)
    {
        while (Counters.AcceptedConnections < connections || Clock.ArmedTimers == 0) await Task.Yield();
    }

    /// <summary>Waits until so many timers of the clock run.</summary>
    public async Task TimersAsync(int count)
    {
        while (Clock.ArmedTimers < count) await Task.Yield();
    }

    /// <summary>Connects and expects to be accepted.</summary>
    public async Task<PacketLine> ConnectAsync(ConnectPacket connect)
    {
        var line = await OpenAsync(connect.ProtocolVersion);
        line.ConnAck = Assert.IsType<ConnAckPacket>(await line.AskAsync(connect));
        Assert.Equal(ReasonCode.Success, line.ConnAck.ReasonCode);
        return line;
    }

    /// <summary>Connects with MQTT 5.0.</summary>
    public Task<PacketLine> ConnectAsync(string clientId, bool cleanStart = true, uint? expiry = null, WillMessage? will = null) =>
        ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = clientId,
            CleanStart = cleanStart,
            Will = will,
            Properties = new ConnectProperties { SessionExpiryInterval = expiry },
        });

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private void NoteEnd(BrokerConnection connection, ConnectionEnd end)
    {
        _ended.Add((connection.ClientId, end));
        _ends.Writer.TryWrite(connection.ClientId);
    }
}
