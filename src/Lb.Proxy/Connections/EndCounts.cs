using Lb.Core.Closing;
using Lb.Core.Counters;

namespace Lb.Proxy.Connections;

/// <summary>What the end of a connection adds to the counters.</summary>
internal static class EndCounts
{
    public static void Count(in EndedConnection ended)
    {
        var frontend = ended.Frontend.Counters;
        frontend.BytesIn.Add(ended.BytesIn);
        frontend.BytesOut.Add(ended.BytesOut);
        frontend.CloseReasons[ended.Reason].Increment();
        CountEarly(frontend, ended.Reason);
        if (ended.Backend is { } backend) CountBackend(ended, backend.Counters);
        if (ended is { Server: { } server, Account.ConnectTime: not null }) CountServer(ended, server.Counters);
    }

    private static void CountEarly(FrontendCounters frontend, CloseReason reason)
    {
        if (reason is CloseReason.ConnectionRejected) frontend.DeniedConnections.Increment();
        if (reason is CloseReason.HandshakeFailed or CloseReason.HandshakeTimeout) frontend.HandshakeErrors.Increment();
        if (IsRequestError(reason)) frontend.RequestErrors.Increment();
    }

    private static bool IsRequestError(CloseReason reason) => reason is CloseReason.ProxyHeaderInvalid or CloseReason.ProxyHeaderTimeout
        or CloseReason.ClientClosedBeforeData or CloseReason.ConnectInvalid or CloseReason.ConnectTooLarge or CloseReason.ConnectPacketTimeout;

    private static void CountBackend(in EndedConnection ended, BackendCounters backend)
    {
        backend.BytesIn.Add(ended.BytesIn);
        backend.BytesOut.Add(ended.BytesOut);
        if (ended.Reason == CloseReason.ClientAborted) backend.ClientAborts.Increment();
        if (ended.Reason == CloseReason.ServerAborted) backend.ServerAborts.Increment();
        if (ended.Account.QueueTime is { } queue) backend.QueueTime.Add(queue);
        if (ended.Account.ConnectTime is { } connect) backend.ConnectTime.Add(connect);
        backend.TotalTime.Add(ended.Total);
    }

    private static void CountServer(in EndedConnection ended, ServerCounters server)
    {
        server.BytesIn.Add(ended.BytesIn);
        server.BytesOut.Add(ended.BytesOut);
        if (ended.Reason == CloseReason.ClientAborted) server.ClientAborts.Increment();
        if (ended.Reason == CloseReason.ServerAborted) server.ServerAborts.Increment();
        if (ended.Account.QueueTime is { } queue) server.QueueTime.Add(queue);
        if (ended.Account.ConnectTime is { } connect) server.ConnectTime.Add(connect);
        server.TotalTime.Add(ended.Total);
    }
}
