using Lb.Core.Closing;
using Lb.Core.Counters;

namespace Lb.Proxy.Connections;

/// <summary>What the end of a connection adds to the counters.</summary>
internal static class EndCounts
{
    public static void Count(ClientConnection connection, CloseReason reason, TimeSpan total)
    {
        var frontend = connection.Frontend.Counters;
        frontend.BytesIn.Add(connection.BytesIn);
        frontend.BytesOut.Add(connection.BytesOut);
        frontend.CloseReasons[reason].Increment();
        CountEarly(frontend, reason);
        if (connection.Backend is { } backend) CountBackend(connection, backend.Counters, reason, total);
        if (connection is { Server: { } server, ConnectTime: not null }) CountServer(connection, server.Counters, reason, total);
    }

    private static void CountEarly(FrontendCounters frontend, CloseReason reason)
    {
        if (reason is CloseReason.ConnectionRejected) frontend.DeniedConnections.Increment();
        if (reason is CloseReason.HandshakeFailed or CloseReason.HandshakeTimeout) frontend.HandshakeErrors.Increment();
        if (IsRequestError(reason)) frontend.RequestErrors.Increment();
    }

    private static bool IsRequestError(CloseReason reason) => reason is CloseReason.ProxyHeaderInvalid or CloseReason.ProxyHeaderTimeout
        or CloseReason.ClientClosedBeforeData or CloseReason.ConnectInvalid or CloseReason.ConnectTooLarge or CloseReason.ConnectPacketTimeout;

    private static void CountBackend(ClientConnection connection, BackendCounters backend, CloseReason reason, TimeSpan total)
    {
        backend.BytesIn.Add(connection.BytesIn);
        backend.BytesOut.Add(connection.BytesOut);
        if (reason == CloseReason.ClientAborted) backend.ClientAborts.Increment();
        if (reason == CloseReason.ServerAborted) backend.ServerAborts.Increment();
        if (connection.QueueTime is { } queue) backend.QueueTime.Add(queue);
        if (connection.ConnectTime is { } connect) backend.ConnectTime.Add(connect);
        backend.TotalTime.Add(total);
    }

    private static void CountServer(ClientConnection connection, ServerCounters server, CloseReason reason, TimeSpan total)
    {
        server.BytesIn.Add(connection.BytesIn);
        server.BytesOut.Add(connection.BytesOut);
        if (reason == CloseReason.ClientAborted) server.ClientAborts.Increment();
        if (reason == CloseReason.ServerAborted) server.ServerAborts.Increment();
        if (connection.QueueTime is { } queue) server.QueueTime.Add(queue);
        if (connection.ConnectTime is { } connect) server.ConnectTime.Add(connect);
        server.TotalTime.Add(total);
    }
}
