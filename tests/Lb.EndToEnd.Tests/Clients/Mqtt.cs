using System.Net.Security;
using System.Net.Sockets;
using Lb.Broker.Client;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Clients;

/// <summary>Connects the project's own MQTT client to a port of 127.0.0.1.</summary>
internal static class Mqtt
{
    /// <summary>Connects over plain TCP; the answer is for the caller to look at.</summary>
    public static Task<MqttClient> TryConnectAsync(int port, ConnectPacket connect) =>
        MqttClient.ConnectAsync("127.0.0.1", port, new MqttClientOptions { Connect = connect }, Patience.Token());

    /// <summary>Connects over plain TCP and expects to be accepted.</summary>
    public static async Task<MqttClient> ConnectAsync(int port, ConnectPacket connect)
    {
        var client = await TryConnectAsync(port, connect);
        Assert.True(client.IsAccepted, $"'{connect.ClientId}' was not accepted: {client.ConnAck?.ReasonCode.ToString() ?? "closed without CONNACK"}");
        return client;
    }

    /// <summary>Connects with MQTT 3.1.1.</summary>
    public static Task<MqttClient> ConnectAsync(int port, string clientId) =>
        ConnectAsync(port, new ConnectPacket { ClientId = clientId, CleanStart = true, KeepAlive = 60 });

    /// <summary>Connects with MQTT 5.0 over TLS.</summary>
    public static async Task<MqttClient> ConnectTlsAsync(int port, SslClientAuthenticationOptions options, string clientId)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, Patience.Token());
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(options, Patience.Token());
        var connect = new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, ClientId = clientId, CleanStart = true, KeepAlive = 60 };
        var client = await MqttClient.ConnectAsync(tls, new MqttClientOptions { Connect = connect }, Patience.Token());
        Assert.True(client.IsAccepted, $"'{clientId}' was not accepted.");
        return client;
    }

    /// <summary>Connects and leaves again.</summary>
    public static async Task VisitAsync(int port, string clientId)
    {
        await using var client = await ConnectAsync(port, clientId);
        await client.DisconnectAsync();
    }
}
