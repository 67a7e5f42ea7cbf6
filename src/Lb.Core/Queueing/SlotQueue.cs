using System.Diagnostics.CodeAnalysis;
using Lb.Core.State;

namespace Lb.Core.Queueing;

/// <summary>Slots of a backend's servers (<c>maxconn</c>) and the connections that wait for one, first come first served. A server without
/// <c>maxconn</c> costs one interlocked increment; the lock is taken only when somebody has to wait.</summary>
public sealed class SlotQueue
{
    private readonly Lock _lock = new();
    private readonly BackendState _backend;
    private readonly TimeProvider _time;
    private readonly LinkedList<SlotWaiter> _forAny = new();
    private readonly Dictionary<ServerState, LinkedList<SlotWaiter>> _forServer = [];
    private long _order;

    internal SlotQueue(BackendState backend, TimeProvider time)
    {
        _backend = backend;
        _time = time;
    }

    /// <summary>Takes a slot if one is free at once.</summary>
    /// <param name="server">The server that was picked; null = any usable server of the backend will do.</param>
    /// <param name="granted">The server whose slot is held; null = none is.</param>
    public bool TryAcquire(ServerState? server, [NotNullWhen(true)] out ServerState? granted)
    {
        granted = server is null ? TakeAny() : server.HasFreeSlot && TryTake(server) ? server : null;
        return granted is not null;
    }

    /// <summary>Takes a slot, or waits for one.</summary>
    /// <param name="server">The server that was picked; null = any usable server of the backend will do.</param>
    /// <param name="timeout"><c>timeout queue</c>; null = for ever.</param>
    /// <param name="clientGone">Cancelled when the client goes away.</param>
    /// <returns>The slot or the reason why there is none; expected failures never throw.</returns>
    public ValueTask<SlotOutcome> AcquireAsync(ServerState? server, TimeSpan? timeout, CancellationToken clientGone)
    {
        if (TryAcquire(server, out var free)) return new(SlotOutcome.AtOnce(free));
        LinkedListNode<SlotWaiter> place;
        lock (_lock)
        {
            place = Enqueue(server);
            // A slot freed since the first look saw an empty queue and served nobody.
            if (server is null) ServeAll();
            else if (server.AcceptsSticky) ServeOne(server);
            // It went down since it was picked, and those who waited for it were sent away already.
            else Leave(place, SlotStatus.ServerWentDown, null);
        }

        return new(WaitAsync(place, timeout, clientGone));
    }

    /// <summary>Gives a slot back that <see cref="AcquireAsync"/> granted; once for each.</summary>
    public void Release(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.Connections.Decrement();
        if (HasWaiters(server)) Serve(server);
    }

    /// <summary>Gives free slots of a server to those who wait, for example because it came up.</summary>
    /// <returns>How many got one.</returns>
    internal int Serve(ServerState server)
    {
        lock (_lock) return ServeOne(server);
    }

    /// <summary>Sends everybody who waits for this server to look for another.</summary>
    /// <returns>How many were sent.</returns>
    internal int Redistribute(ServerState server)
    {
        lock (_lock)
        {
            if (!_forServer.Remove(server, out var waiters)) return 0;
            var sent = 0;
            for (; waiters.First is { } place; sent++) Leave(place, SlotStatus.ServerWentDown, null);
            return sent;
        }
    }

    private bool HasWaiters(ServerState server) => server.Counters.Queue.Current > 0 || _backend.Counters.Queue.Current > 0;

    private static bool TryTake(ServerState server)
    {
        var limit = server.Config.MaxConnections;
        if (limit > 0) return server.Connections.TryIncrement(limit);
        server.Connections.Increment();
        return true;
    }

    private ServerState? TakeAny()
    {
        if (_backend.Counters.Queue.Current > 0) return null;
        foreach (var server in _backend.Snapshot.Servers)
        {
            if (server.HasFreeSlot && TryTake(server)) return server;
        }

        return null;
    }

    private LinkedListNode<SlotWaiter> Enqueue(ServerState? server)
    {
        var list = server is null ? _forAny : ListFor(server);
        GaugeFor(server).Increment();
        return list.AddLast(new SlotWaiter(server, _order++, list.Count));
    }

    private LinkedList<SlotWaiter> ListFor(ServerState server)
    {
        if (!_forServer.TryGetValue(server, out var list)) _forServer[server] = list = new LinkedList<SlotWaiter>();
        return list;
    }

    private Counters.Gauge GaugeFor(ServerState? server) => server is null ? _backend.Counters.Queue : server.Counters.Queue;

    private void ServeAll()
    {
        foreach (var server in _backend.Snapshot.Servers) ServeOne(server);
    }

    private int ServeOne(ServerState server)
    {
        var served = 0;
        while (NextFor(server) is { } list && TryTake(server))
        {
            Leave(list.First!, SlotStatus.Granted, server);
            served++;
        }

        return served;
    }

    /// <summary>The list whose first waiter came first, of those that this server may serve.</summary>
    private LinkedList<SlotWaiter>? NextFor(ServerState server)
    {
        var any = server.IsUsable && _forAny.Count > 0 ? _forAny : null;
        if (!_forServer.TryGetValue(server, out var own) || own.Count == 0) return any;
        if (any is null) return own;
        return own.First!.Value.Order < any.First!.Value.Order ? own : any;
    }

    private void Leave(LinkedListNode<SlotWaiter> place, SlotStatus status, ServerState? granted)
    {
        place.List!.Remove(place);
        GaugeFor(place.Value.Server).Decrement();
        place.Value.Complete(status, granted);
    }

    private async Task<SlotOutcome> WaitAsync(LinkedListNode<SlotWaiter> place, TimeSpan? timeout, CancellationToken clientGone)
    {
        if (place.Value.Done.IsCompleted) return await place.Value.Done.ConfigureAwait(false);
        using var timer = timeout is { } limit
            ? _time.CreateTimer(_ => GiveUp(place, SlotStatus.TimedOut), null, limit, Timeout.InfiniteTimeSpan)
            : null;
        using var registration = clientGone.UnsafeRegister(_ => GiveUp(place, SlotStatus.Cancelled), null);
        return await place.Value.Done.ConfigureAwait(false);
    }

    private void GiveUp(LinkedListNode<SlotWaiter> place, SlotStatus status)
    {
        lock (_lock)
        {
            if (place.List is not null) Leave(place, status, null);
        }
    }
}
