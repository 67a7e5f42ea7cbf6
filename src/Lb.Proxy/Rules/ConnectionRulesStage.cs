using Lb.Core.Closing;
using Lb.Core.Rules;
using Lb.Proxy.Connections;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Rules;

/// <summary><c>tcp-request connection</c>: by the address of the socket, before anything is read.</summary>
internal sealed class ConnectionRulesStage(ConnectionDelegate next)
{
    public Task RunAsync(ConnectionContext context)
    {
        var connection = ClientConnection.Of(context);
        if (TcpRules.Run(connection.Frontend.Config.ConnectionRules, connection.Facts) == RuleVerdict.Accept) return next(context);
        connection.EarlyReason = CloseReason.ConnectionRejected;

        // With RST, as HAProxy does: a client that is refused for its address shall leave no socket behind here, not even in TIME_WAIT.
        context.Abort();
        return Task.CompletedTask;
    }
}
