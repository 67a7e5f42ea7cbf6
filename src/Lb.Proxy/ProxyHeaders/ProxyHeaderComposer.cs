using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Lb.Configuration.Model;
using Lb.Protocol.ProxyProtocol;
using Lb.Proxy.Connections;
using Lb.Proxy.Tls;

namespace Lb.Proxy.ProxyHeaders;

/// <summary>Writes the header that tells a server who its client is (<c>send-proxy</c> and its kin).</summary>
internal static class ProxyHeaderComposer
{
    /// <summary>The bytes to send first on a server leg.</summary>
    public static ReadOnlyMemory<byte> Compose(ProxyHeaderConfig config, ClientConnection connection)
    {
        var header = new ProxyHeader { Source = connection.Client, Destination = connection.LocalAddress };
        var output = new ArrayBufferWriter<byte>(256);
        if (config.Version == 1)
        {
            ProxyHeaderWriter.WriteV1(output, header);
            return output.WrittenMemory;
        }

        ProxyHeaderWriter.WriteV2(output, TlsFacts.Describe(header, config.Fields, connection), OptionsOf(config.Fields));
        return output.WrittenMemory;
    }

    /// <summary>The header of a check, which the balancer makes on its own account: version 2 says so, version 1, which cannot, tells the
    /// addresses of the check itself, as HAProxy does.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public static ReadOnlyMemory<byte> ComposeForCheck(int version, Socket check)
    {
        var output = new ArrayBufferWriter<byte>(128);
        if (version == 1) ProxyHeaderWriter.WriteV1(output, AddressesOf(check));
        else ProxyHeaderWriter.WriteV2(output, new ProxyHeader { Command = ProxyCommand.Local }, ProxyV2Options.None);
        return output.WrittenMemory;
    }

    private static ProxyHeader AddressesOf(Socket check) =>
        new() { Source = (IPEndPoint?)check.LocalEndPoint, Destination = (IPEndPoint?)check.RemoteEndPoint };

    private static ProxyV2Options OptionsOf(ProxyHeaderFields fields)
    {
        var options = ProxyV2Options.None;
        if (fields.HasFlag(ProxyHeaderFields.Tls)) options |= ProxyV2Options.Tls;
        if (fields.HasFlag(ProxyHeaderFields.CommonName)) options |= ProxyV2Options.CommonName;
        if (fields.HasFlag(ProxyHeaderFields.Cipher)) options |= ProxyV2Options.Cipher;
        if (fields.HasFlag(ProxyHeaderFields.CertificateSignature)) options |= ProxyV2Options.SignatureAlgorithm;
        if (fields.HasFlag(ProxyHeaderFields.CertificateKey)) options |= ProxyV2Options.KeyAlgorithm;
        if (fields.HasFlag(ProxyHeaderFields.Authority)) options |= ProxyV2Options.Authority;
        if (fields.HasFlag(ProxyHeaderFields.Crc32C)) options |= ProxyV2Options.Crc32C;
        if (fields.HasFlag(ProxyHeaderFields.UniqueId)) options |= ProxyV2Options.UniqueId;
        return options;
    }
}
