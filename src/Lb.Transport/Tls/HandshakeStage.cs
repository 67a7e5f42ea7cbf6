using Lb.Transport.Listening;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Lb.Transport.Tls;

/// <summary>Around Kestrel's TLS: says how the handshake failed, which Kestrel ends without a word to the stages around it.</summary>
internal sealed class HandshakeStage(TimeSpan timeout, ConnectionDelegate next, TimeProvider time)
{
    // Timers of the system may fire a little early.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(20);

    public async Task RunAsync(ConnectionContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (NotSupportedException) when (!IsDone(context))
        {
            // SslStream's answer to a ClientHello so broken that it never asks for a certificate: one more handshake that failed.
        }

        if (!IsDone(context))
            context.Features.Set<ITlsHandshakeResult>(new PortableHandshakeResult(FailureOf(context, time.GetElapsedTime(started))));
    }

    private static bool IsDone(ConnectionContext context) => context.Features.Get<ITlsSession>() is not null;

    private TlsHandshakeFailure FailureOf(ConnectionContext context, TimeSpan lasted)
    {
        if (lasted >= timeout - Early) return TlsHandshakeFailure.TimedOut;
        return HasSaidSomething(context) ? TlsHandshakeFailure.Failed : TlsHandshakeFailure.Silent;
    }

    // Probes connect and close without a word, which is no failure.
    private static bool HasSaidSomething(ConnectionContext context) =>
        context.Features.Get<IConnectionSocketFeature>() is not { } feature || SocketCounts.HasReceived(feature.Socket);
}
