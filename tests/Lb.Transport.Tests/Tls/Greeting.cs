using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Tls;

/// <summary>A frontend that greets and closes: whoever gets the greeting was let in.</summary>
internal static class Greeting
{
    public const string Text = "hello\n";

    public static Task<TestFrontend> StartAsync(TlsSettings settings) => TestFrontend.StartAsync(GreetAsync, settings);

    /// <summary>True when the client was let in. With TLS 1.3 a client learns only by its first read that its certificate was refused.</summary>
    public static async Task<bool> IsGivenAsync(IPEndPoint address, SslClientAuthenticationOptions options)
    {
        try
        {
            await using var tls = await ConnectAsync(address, options);
            return await tls.ReadToEndAsync() is { Length: > 0 } bytes && Encoding.ASCII.GetString(bytes) == Text;
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }

    public static async Task<SslStream> ConnectAsync(IPEndPoint address, SslClientAuthenticationOptions options)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address).InTime();
        return await TestTls.ConnectAsync(socket, options).InTime();
    }

    private static async Task GreetAsync(ConnectionContext connection) =>
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(Text));
}
