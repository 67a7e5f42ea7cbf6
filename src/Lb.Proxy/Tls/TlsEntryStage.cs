using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Lb.Transport.Listening;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Lb.Proxy.Tls;

/// <summary>Right before Kestrel's TLS: names the reason when the handshake does not come through, which Kestrel ends without a word to the
/// stages around it.</summary>
internal sealed class TlsEntryStage(ConnectionDelegate next, TimeProvider time)
{
    // Timers of the system may fire a little early.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(20);

    public async Task RunAsync(ConnectionContext context)
    {
        var connection = ClientConnection.Of(context);
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (NotSupportedException) when (!connection.IsInProxy)
        {
            // SslStream's answer to a ClientHello so broken that it never asks for a certificate: one more handshake that failed.
        }

        if (!connection.IsInProxy) connection.EarlyReason = ReasonOf(connection, time.GetElapsedTime(started));
    }

    private static CloseReason ReasonOf(ClientConnection connection, TimeSpan lasted)
    {
        if (lasted >= connection.Frontend.Config.HandshakeTimeout - Early) return CloseReason.HandshakeTimeout;
        return HasSaidSomething(connection.Context) ? CloseReason.HandshakeFailed : CloseReason.ClientClosedInHandshake;
    }

    // Probes connect and close without a word, which is no failure.
    private static bool HasSaidSomething(ConnectionContext context) =>
        context.Features.Get<IConnectionSocketFeature>() is not { } feature || SocketCounts.HasReceived(feature.Socket);
}
