using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>An <see cref="SslStream"/> as the client of an <see cref="OpenSslGreeter"/>.</summary>
internal static class GreeterClient
{
    /// <summary>True when the greeting came.</summary>
    public static async Task<bool> IsGreetedAsync(TlsSettings settings, SslClientAuthenticationOptions options)
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(settings, TimeProvider.System));
        return await IsGreetedAsync(greeter, options);
    }

    /// <summary>True when the greeting came.</summary>
    public static async Task<bool> IsGreetedAsync(OpenSslGreeter greeter, SslClientAuthenticationOptions options)
    {
        try
        {
            await using var tls = await ConnectAsync(greeter, options);
            return Encoding.ASCII.GetString(await tls.ReadToEndAsync()) == OpenSslGreeter.Text;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return false;
        }
    }

    /// <summary>A client after its handshake.</summary>
    public static async Task<SslStream> ConnectAsync(OpenSslGreeter greeter, SslClientAuthenticationOptions options)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(greeter.Address).InTime();
        return await TestTls.ConnectAsync(socket, options).InTime();
    }
}
