using System.Net;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Clients;

/// <summary>Opens clients towards one bind of a balancer.</summary>
/// <param name="loop">The loop that serves the clients.</param>
/// <param name="bind">The balancer's address.</param>
/// <param name="tls">Settings of TLS clients; null for plain TCP.</param>
/// <param name="distinctClientIds">Client ids repeat after this many clients.</param>
internal sealed class ClientOpener(EventLoop loop, IPEndPoint bind, TlsClientContext? tls, int distinctClientIds = int.MaxValue)
{
    private const int SourceAddresses = 60;

    private int _opened;

    /// <summary>Starts one more client; <paramref name="observer"/> hears how it went. Source addresses are 127.0.1.1 to 127.0.1.60 in turn.</summary>
    public ClientConnection Open(IClientObserver observer)
    {
        int number = _opened++;
        var source = new IPAddress([127, 0, 1, (byte)(1 + number % SourceAddresses)]);
        int descriptor = TcpSocket.Connect(source, bind);
        IClientLeg leg = tls is null ? new PlainLeg(descriptor) : tls.NewLeg(descriptor);
        byte[] connect = MqttPackets.Connect($"bench-{number % distinctClientIds:D7}");
        var client = new ClientConnection(loop, descriptor, leg, connect) { Observer = observer };
        client.Start();
        return client;
    }
}
