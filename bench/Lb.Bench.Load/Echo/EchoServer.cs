using System.Net;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Echo;

/// <summary>
/// Stands for the brokers behind the balancer: answers a CONNECT with CONNACK, then sends every byte back. Several listening
/// addresses, because each is one server of the backend and its own range of ephemeral ports for the balancer's server legs.
/// </summary>
internal sealed class EchoServer : IDisposable
{
    private readonly EventLoop _loop;
    private readonly List<EchoListener> _listeners = [];
    private readonly HashSet<EchoConnection> _connections = [];

    public EchoServer(EventLoop loop, int brokers)
    {
        _loop = loop;
        for (int i = 0; i < brokers; i++)
        {
            int broker = i;
            _listeners.Add(new EchoListener(loop, descriptor => Accepted(descriptor, broker)));
        }
    }

    /// <summary>One for each broker.</summary>
    public IReadOnlyList<IPEndPoint> Addresses => [.. _listeners.Select(listener => listener.Address)];

    /// <summary>Hears of every CONNECT, where a row wants to know which broker it reached.</summary>
    public ClientPlacement? Placement { get; set; }

    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
        _listeners.Clear();
        foreach (var connection in _connections.ToArray())
            connection.Close();
    }

    private void Accepted(int descriptor, int broker)
    {
        var connection = new EchoConnection(_loop, descriptor)
        {
            ConnectSeen = packet => Placement?.Note(MqttPackets.ClientId(packet), broker),
            Closed = closed => _connections.Remove(closed),
        };
        _connections.Add(connection);
        _loop.Add(descriptor, LibC.EpollIn, connection);
    }
}
