using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lb.Broker.Client;

namespace Lb.Host.CommandLine;

/// <summary>Connects a built-in client and says in one line why it cannot.</summary>
internal static class ClientConnector
{
    /// <summary>An accepted client, or null after the reason was printed.</summary>
    public static async Task<MqttClient?> ConnectAsync(ClientOptions options, CancellationToken stop)
    {
        try
        {
            var client = await OpenAsync(options, stop);
            if (client.IsAccepted) return client;
            var answer = client.ConnAck is { } refused ? $"CONNACK {refused.ReasonCode}" : "closed without CONNACK";
            await Console.Error.WriteLineAsync($"mqlb: {options.Name}:{options.Port} did not accept the connection: {answer}");
            await client.DisposeAsync();
            return null;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or CryptographicException)
        {
            await Console.Error.WriteLineAsync($"mqlb: cannot connect to {options.Name}:{options.Port}: {e.Message}");
            return null;
        }
    }

    private static async Task<MqttClient> OpenAsync(ClientOptions options, CancellationToken stop)
    {
        var settings = new MqttClientOptions { Connect = options.Connect };
        if (options.AuthorityFile is null) return await MqttClient.ConnectAsync(options.Name, options.Port, settings, stop);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(options.Name, options.Port, stop);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(TlsOf(options), stop);
        return await MqttClient.ConnectAsync(tls, settings, stop);
    }

    private static SslClientAuthenticationOptions TlsOf(ClientOptions options)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(options.AuthorityFile!);
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = options.Name,
            ApplicationProtocols = [new SslApplicationProtocol("mqtt")],
            CertificateChainPolicy = policy,
        };
        if (options.CertificateFile is { } file)
            tls.ClientCertificates = [X509Certificate2.CreateFromPemFile(file, options.KeyFile ?? file)];
        return tls;
    }
}
