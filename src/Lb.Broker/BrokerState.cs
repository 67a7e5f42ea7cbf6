using Lb.Broker.Authentication;
using Lb.Broker.Connections;
using Lb.Broker.Delivery;
using Lb.Broker.Faults;
using Lb.Broker.Persistence;
using Lb.Broker.Retention;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Broker.SystemTopics;
using Lb.Broker.Time;
using Lb.Broker.Wills;

namespace Lb.Broker;

/// <summary>The parts of one broker, put together. Everything but counters and deadlines is guarded by <see cref="Gate"/>.</summary>
/// <remarks>One lock for all: what is done under it is short and never waits, and most of a packet's cost is the system call outside of it.</remarks>
internal sealed class BrokerState : IDisposable
{
    private readonly HashSet<ClientConnection> _connections = [];
    private readonly LockedSchedule _schedule;
    private TaskCompletionSource? _noConnection;
    private bool _stopped;

    public BrokerState(BrokerOptions options)
    {
        Options = options;
        Drops = new DropLottery(options.Faults.DropShare, options.Faults.Seed);
        Deadlines = new DeadlineQueue(options.Clock);
        _schedule = new LockedSchedule(Deadlines, Gate);
        Keeper = options.SnapshotFile is { } file ? new SnapshotKeeper(this, _schedule, file) : null;
        Retained = new RetainedStore(options.MaximumRetainedTopics);
        Shared = new SharedDelivery(Counters);
        Router = new MessageRouter(Subscriptions, Retained, Shared, Counters, options.Clock);
        var wills = new WillKeeper(Router, _schedule, options.Clock);
        Sessions = new SessionRegistry(options, Counters, Subscriptions, Shared, wills, _schedule);
    }

    public Lock Gate { get; } = new();

    public BrokerOptions Options { get; }

    public Counters Counters { get; } = new();

    public Traffic Traffic { get; } = new();

    public DeadlineQueue Deadlines { get; }

    public DropLottery Drops { get; }

    public ScramDecoys Decoys { get; } = ScramDecoys.Create();

    public SubscriptionTable<Session> Subscriptions { get; } = new();

    public RetainedStore Retained { get; }

    public SharedDelivery Shared { get; }

    public MessageRouter Router { get; }

    public SessionRegistry Sessions { get; }

    /// <summary>Keeps the state over a restart; null when it is not kept.</summary>
    public SnapshotKeeper? Keeper { get; }

    /// <summary>Restores what was kept, and begins what the broker does by itself.</summary>
    /// <exception cref="InvalidDataException">The snapshot is damaged, or none.</exception>
    /// <exception cref="IOException">The snapshot cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Start()
    {
        var turn = new Turn();
        lock (Gate)
        {
            Keeper?.Restore(turn);
            Keeper?.Schedule();
            if (Options.HasSystemTopics) new SystemTopicPublisher(this, _schedule).Start(turn);
        }
    }

    /// <summary>Notes a connection from its accept on, so that a stop can end it.</summary>
    /// <returns>False when the broker has been stopped; the connection must not begin then.</returns>
    public bool TryAdd(ClientConnection connection)
    {
        lock (Gate) return !_stopped && _connections.Add(connection);
    }

    public void Remove(ClientConnection connection)
    {
        lock (Gate)
        {
            _connections.Remove(connection);
            if (_connections.Count == 0) _noConnection?.TrySetResult();
        }
    }

    /// <summary>Completes when the last connection has ended; to be called once, after <see cref="Stop"/>.</summary>
    public Task WhenNoConnectionAsync()
    {
        lock (Gate)
        {
            if (_connections.Count == 0) return Task.CompletedTask;
            _noConnection = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _noConnection.Task;
        }
    }

    /// <summary>Takes no new connection from now on.</summary>
    /// <returns>The connections that there are.</returns>
    public ClientConnection[] Stop()
    {
        lock (Gate)
        {
            _stopped = true;
            return [.. _connections];
        }
    }

    public BrokerCounters ReadCounters()
    {
        lock (Gate) return Counters.Read(Sessions.Count, Subscriptions.Count, Retained.Count);
    }

    public void Dispose() => Deadlines.Dispose();
}
