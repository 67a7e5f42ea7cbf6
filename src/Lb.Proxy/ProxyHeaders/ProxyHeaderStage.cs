using Lb.Core.Closing;
using Lb.Protocol;
using Lb.Protocol.ProxyProtocol;
using Lb.Proxy.Connections;
using Lb.Proxy.FirstPacket;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.ProxyHeaders;

/// <summary><c>accept-proxy</c>: the header of the proxy before us says who the client is. Nothing but a header may come first.</summary>
internal sealed class ProxyHeaderStage(ConnectionDelegate next, TimeProvider time)
{
    public async Task RunAsync(ConnectionContext context)
    {
        var connection = ClientConnection.Of(context);
        connection.EarlyReason = await ReadAsync(context, connection);
        if (connection.EarlyReason is null) await next(context);
    }

    private async ValueTask<CloseReason?> ReadAsync(ConnectionContext context, ClientConnection connection)
    {
        var input = context.Transport.Input;
        using var deadline = new ReadDeadline(input, time);
        var patience = connection.Bound.Bind.ProxyHeaderTimeout;
        while (true)
        {
            if (await deadline.ReadAsync(patience) is not { } read) return CloseReason.ClientClosedInHandshake;
            var status = ProxyHeaderParser.TryParse(read.Buffer, ProxyHeaderParser.DefaultMaxLength, out var header, out var length, out _);
            if (status == ParseStatus.Invalid) return CloseReason.ProxyHeaderInvalid;
            if (status == ParseStatus.Complete)
            {
                input.AdvanceTo(read.Buffer.GetPosition(length));
                Apply(header!, connection);
                return null;
            }

            if (read.IsCompleted) return CloseReason.ClientClosedInHandshake;
            if (deadline.Elapsed >= patience) return CloseReason.ProxyHeaderTimeout;
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static void Apply(ProxyHeader header, ClientConnection connection)
    {
        if (header is { Command: ProxyCommand.Proxy, Source: { } source, Destination: { } destination })
            connection.SetAddresses(source, destination);
    }
}
