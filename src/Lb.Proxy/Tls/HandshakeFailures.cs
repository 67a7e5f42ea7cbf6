using Lb.Core.Closing;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Tls;

/// <summary>Why a connection ended that did not come through the TLS handshake.</summary>
internal static class HandshakeFailures
{
    public static CloseReason ReasonOf(ConnectionContext context) => context.Features.Get<ITlsHandshakeResult>()?.Failure switch
    {
        TlsHandshakeFailure.Failed => CloseReason.HandshakeFailed,
        TlsHandshakeFailure.TimedOut => CloseReason.HandshakeTimeout,
        _ => CloseReason.ClientClosedInHandshake,
    };
}
