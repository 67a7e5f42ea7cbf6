using System.Net.Security;
using System.Security.Authentication;
using Lb.Broker.Listening;
using Lb.Broker.WebSockets;

namespace Lb.Broker.Connections;

/// <summary>What comes before the first MQTT byte, in this order: PROXY protocol header, TLS, WebSocket, as the bind says.</summary>
internal sealed class ArrivalStage(BindSettings bind, ClientTransport transport, ReceiveBuffer input)
{
    /// <summary>Why the client did not get as far as MQTT; null after success.</summary>
    public ConnectionEnd? End { get; private set; }

    /// <summary>More about <see cref="End"/>, for the log.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Takes a connection as far as its first MQTT byte.</summary>
    /// <param name="info">The connection by its socket.</param>
    /// <returns>The connection with what header and certificate tell.</returns>
    public async Task<BrokerConnection> RunAsync(BrokerConnection info)
    {
        if (bind.Bind.ProxyProtocol) info = await TakeProxyHeaderAsync(info).ConfigureAwait(false);
        try
        {
            if (End is null && bind.Tls is { } tls) info = await StartTlsAsync(info, tls).ConfigureAwait(false);
            if (End is null && bind.Bind.WebSocket) await StartWebSocketAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (ClientTransport.IsLoss(failure))
        {
            Fail(ConnectionEnd.ClientClosed, failure.Message);
        }
        return info;
    }

    /// <summary>The bytes for another layer; what came together with the PROXY header belongs to it.</summary>
    public Stream Unread() => input.Unused.IsEmpty ? transport.Stream : new PrefixedStream(input.TakeAll(), transport.Stream);

    private async Task<BrokerConnection> TakeProxyHeaderAsync(BrokerConnection info)
    {
        var told = await ProxyHeaderStage.ReadAsync(input, info).ConfigureAwait(false);
        if (told is null) Fail(ConnectionEnd.ProxyHeaderInvalid, "no correct PROXY protocol header came first");
        return told ?? info;
    }

    private async Task<BrokerConnection> StartTlsAsync(BrokerConnection info, SslServerAuthenticationOptions options)
    {
        try
        {
            var tls = await TlsStage.RunAsync(Unread(), options).ConfigureAwait(false);
            transport.Wrap(tls, tls.ShutdownAsync);
            return info with { CertificateName = TlsStage.ClientNameOf(tls) ?? info.CertificateName };
        }
        catch (AuthenticationException failure)
        {
            Fail(ConnectionEnd.TlsFailed, failure.InnerException?.Message ?? failure.Message);
            return info;
        }
    }

    private async Task StartWebSocketAsync()
    {
        if (await UpgradeStage.RunAsync(Unread()).ConfigureAwait(false) is { } frames) transport.Wrap(frames, frames.FinishAsync);
        else Fail(ConnectionEnd.UpgradeRefused, "no correct request for a WebSocket with subprotocol mqtt came");
    }

    private void Fail(ConnectionEnd end, string detail)
    {
        End = end;
        Detail = detail;
    }
}
