using System.Net;
using System.Net.Sockets;
using Lb.Broker.Listening;
using Lb.Protocol.Mqtt;

namespace Lb.Broker;

/// <summary>An MQTT broker for demos, tests and benches: MQTT 3.1, 3.1.1 and 5.0, QoS 0 to 2, retained messages, wills, persistent
/// sessions, shared subscriptions, topic aliases, SCRAM-SHA-256. Everything is in memory; <see cref="BrokerOptions.SnapshotFile"/> carries it
/// over a restart.</summary>
/// <remarks>Every normative statement of MQTT 3.1.1 and 5.0 that concerns a server has a test; the table of them stands beside the tests.</remarks>
public sealed class ReferenceBroker : IAsyncDisposable
{
    private readonly BrokerState _state;
    private readonly List<BrokerListener> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _started;

    /// <summary>Makes a broker that does not listen yet.</summary>
    /// <param name="options">How it behaves; not changed afterwards.</param>
    /// <exception cref="ArgumentException">An option is outside of its range.</exception>
    public ReferenceBroker(BrokerOptions options)
    {
        options.Validate();
        _state = new BrokerState(options);
    }

    /// <summary>The options it was made with.</summary>
    public BrokerOptions Options => _state.Options;

    /// <summary>Where it listens, in the order of <see cref="BrokerOptions.Binds"/>, with the ports the system chose. Empty before the start.</summary>
    public IReadOnlyList<IPEndPoint> BoundAddresses { get; private set; } = [];

    /// <summary>Its numbers now.</summary>
    public BrokerCounters Counters => _state.ReadCounters();

    /// <summary>Binds all addresses and begins to accept. To be called once.</summary>
    /// <param name="cancellationToken">Checked before anything is bound.</param>
    /// <exception cref="SocketException">An address is in use, not one of this machine, or not allowed; nothing listens then.</exception>
    /// <exception cref="InvalidDataException">The snapshot file is damaged, or no snapshot; it stays as it is, and nothing listens.</exception>
    /// <exception cref="IOException">The snapshot file cannot be read; nothing listens.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            foreach (var bind in Options.Binds) _listeners.Add(BrokerListener.Open(_state, bind));
            _state.Start();
        }
        catch (Exception failure) when (failure is SocketException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            CloseListeners();
            throw;
        }
        BoundAddresses = [.. _listeners.Select(listener => listener.Address)];
        _started = true;
        foreach (var listener in _listeners) _accepting.Add(listener.RunAsync(_stop.Token));
        return Task.CompletedTask;
    }

    /// <summary>Stops: no address listens any more, and every client is told (MQTT 5.0: DISCONNECT 0x8B) and closed. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        CloseListeners();
        await Task.WhenAll(_accepting).ConfigureAwait(false);
        var connections = _state.Stop();
        foreach (var connection in connections) connection.Close(ConnectionEnd.BrokerStopped, ReasonCode.ServerShuttingDown);
        // By the system's clock: a stop must end where a test's clock stands still, and a client does not read.
        await Task.WhenAny(Task.WhenAll(connections.Select(connection => connection.Farewell)), Task.Delay(Options.CloseTimeout)).ConfigureAwait(false);
        foreach (var connection in connections) connection.CutOff();
        await _state.WhenNoConnectionAsync().ConfigureAwait(false);
        if (_started) _state.Keeper?.WriteNow();
        _state.Dispose();
        _stop.Dispose();
    }

    private void CloseListeners()
    {
        foreach (var listener in _listeners) listener.Dispose();
        _listeners.Clear();
    }
}
