using Lb.Proxy.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Connections;

/// <summary>First and outermost: counts the connection in, and out at its end. The only place that catches every exception; each is a bug.</summary>
internal sealed class AcceptStage(ConnectionEnds ends, TimeProvider time)
{
    public async Task RunAsync(ConnectionContext context, BoundFrontend bound, ConnectionDelegate next)
    {
        var connection = new ClientConnection(context, bound, time);
        context.Features.Set(connection);
        CountIn(bound);
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            ends.Bug(connection, e);
            return;
        }

        if (!connection.IsInProxy) ends.End(connection, connection.EarlyReason ?? HandshakeFailures.ReasonOf(context));
    }

    private static void CountIn(BoundFrontend bound)
    {
        bound.Process.Counters.Connections.Increment();
        bound.Process.Counters.ConnectionsTotal.Increment();
        bound.Process.Counters.ConnectionRate.Mark();
        bound.Frontend.Counters.Sessions.Increment();
        bound.Frontend.Counters.ConnectionsTotal.Increment();
        bound.Frontend.Counters.ConnectionRate.Mark();
    }
}
