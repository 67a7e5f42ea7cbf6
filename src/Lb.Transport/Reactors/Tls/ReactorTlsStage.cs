using Lb.Transport.Reactors.SetUp;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Reactors.Tls;

/// <summary>The handshake, on the connection's reactor.</summary>
internal sealed class ReactorTlsStage(TlsBind tls, TimeSpan limit, ConnectionDelegate next)
{
    public async Task RunAsync(ConnectionContext context)
    {
        var connection = (ReactorConnection)context;
        if (await connection.HandshakeAsync(tls, limit) is { } failure)
        {
            connection.Features.Set<ITlsHandshakeResult>(new FailedHandshake(failure));
            return;
        }

        connection.Features.Set<ITlsSession>(new ReactorTlsSession(connection));
        await next(context);
    }

    private sealed record FailedHandshake(TlsHandshakeFailure? Failure) : ITlsHandshakeResult;
}
