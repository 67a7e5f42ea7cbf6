using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tls;

/// <summary>Before the handshake: sees whether the client offers one of the bind's ALPN protocols. <see cref="System.Net.Security.SslStream"/> refuses a
/// client whose list has none of them, while HAProxy goes on without ALPN: for such a client the bind must have no list at all. The bytes stay for
/// the handshake.</summary>
internal sealed class AlpnStage(TlsSettings settings, ConnectionDelegate next, TimeProvider time)
{
    private readonly byte[][] _protocols = [.. settings.Alpn.Select(Encoding.ASCII.GetBytes)];

    public async Task RunAsync(ConnectionContext context)
    {
        if (await OffersAnyAsync(context.Transport.Input) is not { } offers) return;
        if (offers) context.Features.Set(AlpnOffer.Known);
        await next(context);
    }

    // Null: the client left, or its time is over.
    private async ValueTask<bool?> OffersAnyAsync(PipeReader input)
    {
        using var deadline = time.CreateTimer(
            static state => ((PipeReader)state!).CancelPendingRead(), input, settings.HandshakeTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                var isComplete = !ClientHello.IsIncomplete(read.Buffer);
                var offers = isComplete && ClientHello.OffersAny(read.Buffer, _protocols);
                if (isComplete) input.AdvanceTo(read.Buffer.Start);
                else input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (isComplete) return offers;
                if (read.IsCompleted || read.IsCanceled) return null;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Reset by the client, or aborted while it was waited for: an end like any other before the handshake.
            return null;
        }
    }
}
