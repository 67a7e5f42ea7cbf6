using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Lb.Proxy.Dialing;
using Lb.Proxy.FirstPacket;
using Lb.Proxy.ProxyHeaders;
using Lb.Proxy.Relaying;
using Lb.Proxy.Rules;
using Lb.Proxy.Tls;
using Lb.Transport;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lb.Proxy;

/// <summary>The life of a connection, in order:
/// accept, connection rules, PROXY header in, TLS, first packet with rules and choice of a backend, dial with PROXY header out, relay, log line.
/// Steps that must undo something wrap the rest; steps that end before the relay return why the connection ends, or null to go on.</summary>
public sealed class ConnectionPipeline(
    ITransport transport, ConnectionEnds ends, FirstPacketStage firstPacket, DialStage dial, RelayStage relay, TimeProvider time)
{
    private readonly AcceptStage _accept = new(ends, time);

    /// <summary>Builds the pipeline of one bind.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate, key or list of the bind cannot be read.</exception>
    public void Build(ListenOptions listen, BoundFrontend bound) => Build(listen, bound, settings => transport.AddTls(listen, settings));

    internal void Build(IConnectionBuilder connections, BoundFrontend bound, Func<TlsSettings, ITlsBind> addTls)
    {
        connections.Use(next => context => _accept.RunAsync(context, bound, next));
        if (!bound.Frontend.Config.ConnectionRules.IsEmpty) connections.Use(next => new ConnectionRulesStage(next).RunAsync);
        if (bound.Bind.AcceptProxy) connections.Use(next => new ProxyHeaderStage(next, time).RunAsync);
        if (bound.Bind.Tls is { } tls) bound.Tls = addTls(BindTls.SettingsOf(bound.Frontend.Config, bound.Bind, tls));
        connections.Run(RunAsync);
    }

    private async Task RunAsync(ConnectionContext context)
    {
        var connection = ClientConnection.Of(context);
        connection.EnterProxy(context);
        var ended = await SetUpAsync(connection);
        if (ended is { } reason) ends.End(connection, reason);
        else await relay.RunAsync(connection);
    }

    private async ValueTask<CloseReason?> SetUpAsync(ClientConnection connection) =>
        await firstPacket.RunAsync(connection) ?? await dial.RunAsync(connection);
}
