using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Relaying;

/// <summary>Hands both legs to the relay, and with them the connection's account: from here its end hangs on <see cref="RelayCompletion"/>.</summary>
public sealed class RelayStage(IRelay relay, ConnectionEnds ends, IRoutingLog routes)
{
    /// <summary>Relays. The task ends when the client leg's context need not be kept any longer.</summary>
    public Task RunAsync(ClientConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Phase = ClosePhase.Data;
        var markedDown = connection.MarkedDown;
        if (markedDown.IsCancellationRequested)
        {
            ends.End(connection, CloseReason.ServerMarkedDown);
            return Task.CompletedTask;
        }

        routes.Connected(connection);
        var group = connection.Server!.Index;
        var relaying = StartAsync(connection, SettingsOf(connection, group));

        // Marked down in between: who marks it down stopped the group before this relay was one of it.
        if (markedDown.IsCancellationRequested) relay.Stop(group);
        return relaying;
    }

    private Task StartAsync(ClientConnection connection, in RelaySettings settings)
    {
        var legs = new RelayLegs(connection.Context, connection.ServerLeg!);
        var tag = RelayTag.From(connection.ToAccount());
        return connection.TryHandOver() ? relay.RelayAsync(legs, settings, tag) : Task.CompletedTask;
    }

    private static RelaySettings SettingsOf(ClientConnection connection, int group)
    {
        var backend = connection.Backend!.Config;
        var bufferSize = connection.Bound.Process.Config.Global.BufferSize;
        var (client, server) = backend.TunnelTimeout is { } tunnel ? (tunnel, tunnel) : (connection.Frontend.Config.ClientTimeout, backend.ServerTimeout);
        return new RelaySettings(client, server) { BufferSize = bufferSize, Group = group };
    }
}
