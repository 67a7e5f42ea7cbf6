using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Tls;

/// <summary>Right before Kestrel's TLS: names the reason when the handshake does not come through, which Kestrel ends without a word to the
/// stages around it.</summary>
internal sealed class TlsEntryStage(ConnectionDelegate next, TimeProvider time)
{
    public async Task RunAsync(ConnectionContext context)
    {
        var connection = ClientConnection.Of(context);
        var started = time.GetTimestamp();
        await next(context);
        if (!connection.IsInProxy) connection.EarlyReason = ReasonOf(connection, time.GetElapsedTime(started));
    }

    private static CloseReason ReasonOf(ClientConnection connection, TimeSpan lasted) =>
        lasted >= connection.Frontend.Config.HandshakeTimeout ? CloseReason.HandshakeTimeout : CloseReason.HandshakeFailed;
}
