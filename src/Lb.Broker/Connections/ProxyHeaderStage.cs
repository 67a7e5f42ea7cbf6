using Lb.Protocol;
using Lb.Protocol.ProxyProtocol;

namespace Lb.Broker.Connections;

/// <summary>The PROXY protocol header in front of a connection's first packet.</summary>
internal static class ProxyHeaderStage
{
    /// <summary>Takes the header off the input.</summary>
    /// <param name="input">What follows the header stays in it.</param>
    /// <param name="info">The connection by its socket.</param>
    /// <returns>The connection with what the header tells; null when there is no correct header, or the client has closed before its end.</returns>
    public static async ValueTask<BrokerConnection?> ReadAsync(ReceiveBuffer input, BrokerConnection info)
    {
        while (await input.FillAsync().ConfigureAwait(false))
        {
            switch (ProxyHeaderParser.TryParse(input.Unused.Span, ProxyHeaderParser.DefaultMaxLength, out var header, out var length, out _))
            {
                case ParseStatus.Complete:
                    input.Use(length);
                    return Told(info, header!);
                case ParseStatus.Invalid:
                    return null;
            }
        }
        return null;
    }

    // A header without a source is a health check or a transport without addresses: the socket's own address counts.
    private static BrokerConnection Told(BrokerConnection info, ProxyHeader header) => info with
    {
        ClientAddress = header.Source ?? info.ClientAddress,
        CertificateName = header.Tls?.CommonName,
    };
}
