using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Relaying;

/// <summary>Hands both legs to the relay. The connection's end hangs on the relay from here.</summary>
public sealed class RelayStage(IRelay relay, ConnectionEnds ends, IRoutingLog routes)
{
    /// <summary>Relays. The task ends when the client leg's context need not be kept any longer.</summary>
    public Task RunAsync(ClientConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Phase = ClosePhase.Data;
        var settings = SettingsOf(connection);
        var legs = new RelayLegs(connection.Context, connection.ServerLeg!);
        routes.Connected(connection);
        connection.FinishSetUp();
        return relay.RelayAsync(legs, settings, new RelayedConnection(connection, ends));
    }

    private static RelaySettings SettingsOf(ClientConnection connection)
    {
        var backend = connection.Backend!.Config;
        var bufferSize = connection.Bound.Process.Config.Global.BufferSize;
        return backend.TunnelTimeout is { } tunnel
            ? new RelaySettings(tunnel, tunnel) { BufferSize = bufferSize }
            : new RelaySettings(connection.Frontend.Config.ClientTimeout, backend.ServerTimeout) { BufferSize = bufferSize };
    }
}
