using Lb.Transport.Relaying.Portable;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lb.Transport.Tls;

/// <summary>Within TLS: says TLS's good-bye (close_notify) to a client whose connection ends before a relay took it. Disposing of a
/// <see cref="System.Net.Security.SslStream"/> says nothing.</summary>
internal sealed class GoodByeStage(ConnectionDelegate next, TimeProvider time)
{
    // Nothing but the handshake was sent before, so there is room for it unless the client broke; nobody should wait for one that did.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ConnectionContext context)
    {
        await next(context);
        if (context.Features.Get<RelayedMark>() is not null) return;
        try
        {
            await context.Features.GetRequiredFeature<ISslStreamFeature>().SslStream.ShutdownAsync().WaitAsync(Limit, time);
        }
        catch (Exception e) when (LegFailures.Include(e))
        {
            // The client left first.
        }
        catch (TimeoutException)
        {
            context.Abort();
        }
    }
}
