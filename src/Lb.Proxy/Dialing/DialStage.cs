using Lb.Core.Closing;
using Lb.Core.Picking;
using Lb.Core.Queueing;
using Lb.Core.State;
using Lb.Proxy.Connections;
using Lb.Proxy.ProxyHeaders;
using Lb.Transport.Dialing;

namespace Lb.Proxy.Dialing;

/// <summary>Walks the servers that the balancer names until one answers: takes a slot, connects, sends the PROXY header. Until a byte of a
/// server reached the client, the client's first packet can go to another one.</summary>
/// <param name="dialer">Opens server legs.</param>
/// <param name="time">Clock of pauses and durations.</param>
/// <param name="hardStop">Cancelled when the process cuts the connects that are under way.</param>
public sealed class DialStage(IServerDialer dialer, TimeProvider time, CancellationToken hardStop)
{
    private readonly DialRequests _requests = new();

    /// <summary>Connects the connection to a server and leaves the server leg in <see cref="ClientConnection.ServerLeg"/>.</summary>
    /// <returns>Why the connection ends; null = both legs stand.</returns>
    public async ValueTask<CloseReason?> RunAsync(ClientConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Phase = ClosePhase.Connect;
        var started = time.GetTimestamp();
        var candidate = connection.Picks.First();
        CountStickLookup(connection);
        var failure = CloseReason.NoServer;
        while (candidate is { } next)
        {
            if (MustPause(next, failure) && !await PauseAsync(next.Delay, connection)) return CloseReason.ClientClosedInConnect;
            var slot = await TakeSlotAsync(connection, next);
            if (slot.Status == SlotStatus.ServerWentDown)
            {
                candidate = connection.Picks.First();
                continue;
            }

            if (slot.Server is not { } server) return EndOfWait(connection, next, slot.Status);
            if (await TryServerAsync(connection, server) is not { } failed)
            {
                connection.ConnectTime = time.GetElapsedTime(started) - connection.QueueTime;
                return null;
            }

            if (failed == CloseReason.ClientClosedInConnect) return failed;
            failure = failed;
            candidate = AfterFailure(connection, server);
        }

        if (failure == CloseReason.NoServer) connection.Backend!.Counters.ConnectionErrors.Increment();
        return failure;
    }

    private static void CountStickLookup(ClientConnection connection)
    {
        var counters = connection.Frontend.Mqtt;
        if (connection.Picks.StickLookup == StickLookup.Hit) counters.StickHits.Increment();
        if (connection.Picks.StickLookup == StickLookup.Miss) counters.StickMisses.Increment();
    }

    // The pause spares a server that refuses; a source port that is taken is no fault of the server's, and the next one may be free.
    private static bool MustPause(in ServerCandidate next, CloseReason failure) =>
        next.Delay > TimeSpan.Zero && failure != CloseReason.SourceBindFailed;

    // A hard stop aborts client legs, so it ends pauses and queue waits as a client does that leaves.
    private async ValueTask<bool> PauseAsync(TimeSpan pause, ClientConnection connection)
    {
        var gone = connection.Context.ConnectionClosed;
        await Task.Delay(pause, time, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !gone.IsCancellationRequested;
    }

    private async ValueTask<SlotOutcome> TakeSlotAsync(ClientConnection connection, ServerCandidate candidate)
    {
        connection.QueueTime ??= TimeSpan.Zero;
        var slot = connection.Backend!.Queue.TryAcquire(candidate.Server, out var free)
            ? SlotOutcome.AtOnce(free)
            : await WaitForSlotAsync(connection, candidate.Server);
        if (slot.Server is not { } server) return slot;

        if (candidate.Server is null) connection.Picks.Granted(server);
        connection.Take(server, slot);
        return slot;
    }

    private async ValueTask<SlotOutcome> WaitForSlotAsync(ClientConnection connection, ServerState? server)
    {
        var backend = connection.Backend!;
        var started = time.GetTimestamp();
        var slot = await backend.Queue.AcquireAsync(
            server, backend.Config.QueueTimeout ?? backend.Config.ConnectTimeout, connection.Context.ConnectionClosed);
        connection.QueueTime += time.GetElapsedTime(started);
        return slot;
    }

    private static CloseReason EndOfWait(ClientConnection connection, in ServerCandidate candidate, SlotStatus status)
    {
        if (status == SlotStatus.Cancelled) return CloseReason.ClientClosedInQueue;
        candidate.Server?.Counters.ConnectionErrors.Increment();
        connection.Backend!.Counters.ConnectionErrors.Increment();
        return CloseReason.QueueTimeout;
    }

    private async ValueTask<CloseReason?> TryServerAsync(ClientConnection connection, ServerState server)
    {
        server.Counters.ConnectionAttempts.Increment();
        server.Backend.Counters.ConnectionAttempts.Increment();
        var outcome = await dialer.DialAsync(connection.Context, _requests.For(connection, server), hardStop);
        if (outcome.Leg is not { } leg) return ReasonOf(outcome.Status);
        if (server.Config.ProxyHeader is { } header && !await leg.TrySendAsync(ProxyHeaderComposer.Compose(header, connection)))
        {
            leg.Dispose();
            return CloseReason.ConnectFailed;
        }

        connection.ServerLeg = leg;
        connection.Picks.Connected(server);
        server.Counters.SessionsTotal.Increment();
        server.Counters.SessionRate.Mark();
        return null;
    }

    private static ServerCandidate? AfterFailure(ClientConnection connection, ServerState server)
    {
        connection.ReleaseSlot();
        var next = connection.Picks.NextAfterFailure(server);
        if (next is null) return null;
        connection.Retries++;
        connection.Redispatched |= next.Value.Redispatched;
        return next;
    }

    private static CloseReason ReasonOf(DialStatus status) => status switch
    {
        DialStatus.TimedOut => CloseReason.ServerConnectTimeout,
        DialStatus.SourceUnavailable => CloseReason.SourceBindFailed,
        DialStatus.OutOfResources => CloseReason.ResourceLimit,
        DialStatus.Cancelled => CloseReason.ClientClosedInConnect,
        _ => CloseReason.ConnectFailed,
    };
}
