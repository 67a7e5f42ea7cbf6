using System.Net;
using System.Net.Sockets;
using Lb.Broker.Client;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Client;

/// <summary>The server's side of one connection, packet by packet.</summary>
internal sealed class TestServerLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private PacketStream? _packets;

    /// <summary>Opens the connection and gives its client side.</summary>
    public async Task<Stream> ClientStreamAsync()
    {
        _listener.Start();
        var client = new TcpClient();
        var accepting = _listener.AcceptTcpClientAsync();
        await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint);
        _packets = new PacketStream((await accepting).GetStream(), MqttProtocolVersion.V311, 1_000_000);
        return client.GetStream();
    }

    public async Task AcceptAsync()
    {
        Assert.IsType<ConnectPacket>(await ReceiveAsync());
        await _packets!.WriteAsync(new ConnAckPacket(), CancellationToken.None);
    }

    public async Task<MqttPacket?> ReceiveAsync() => await _packets!.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        if (_packets is not null) await _packets.DisposeAsync();
    }
}
