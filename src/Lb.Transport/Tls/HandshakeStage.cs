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
        catch (Exception e) when (IsOfABrokenHello(e) && !IsDone(context))
        {
            // One more handshake that failed.
        }

        if (!IsDone(context))
            context.Features.Set<ITlsHandshakeResult>(new PortableHandshakeResult(FailureOf(context, time.GetElapsedTime(started))));
    }

    // What SslStream throws, besides what Kestrel takes for a failed handshake: for a ClientHello so broken that it never asks for a certificate, and,
    // in the patches of .NET 10 so far, for one that ends where a length should stand, which its parser reads all the same
    // (https://github.com/dotnet/runtime/pull/126352). TlsAttackTests.CountsAFailedHandshake_WhenTheHelloEndsWhereALengthShouldStand.
    private static bool IsOfABrokenHello(Exception e) => e is NotSupportedException or ArgumentOutOfRangeException or IndexOutOfRangeException;

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
