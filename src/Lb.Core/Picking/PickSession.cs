using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.Samples;
using Lb.Core.State;

namespace Lb.Core.Picking;

/// <summary>The servers to try for one connection, in order: the first from the stick table or the balancer, further ones as
/// <c>retries</c> and <c>option redispatch</c> say. Decides and counts, nothing more. Not safe for concurrent use.</summary>
public sealed class PickSession
{
    private readonly BackendState _backend;
    private readonly PickKeys _keys;
    private List<ServerState>? _failed;
    private readonly long _started;
    private ServerState? _current;
    private bool _isSticky;

    private PickSession(BackendState backend, PickKeys keys)
    {
        _backend = backend;
        _keys = keys;
        _started = backend.Time.GetTimestamp();
    }

    /// <summary>What the stick table said, once <see cref="First"/> was called.</summary>
    public StickLookup StickLookup { get; private set; }

    /// <summary>Attempts that failed.</summary>
    public int FailedAttempts => _failed?.Count ?? 0;

    /// <summary>Reads the keys that the backend's <c>stick</c> and <c>balance</c> settings ask for.</summary>
    /// <returns>The session; null while a key needs more data, never once <see cref="ConnectionFacts.PayloadComplete"/> is set.</returns>
    public static PickSession? TryStart(BackendState backend, ConnectionFacts facts)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(facts);
        return PickKeys.TryRead(backend, facts) is { } keys ? new PickSession(backend, keys) : null;
    }

    /// <summary>The first server to try. To be called again where the wait for its slot ended because it went down.</summary>
    /// <returns>Null where no server can be used.</returns>
    public ServerCandidate? First()
    {
        if (FindSticky() is { } sticky) return Accept(new ServerCandidate(sticky, TimeSpan.Zero, PickReason.Stick));
        _isSticky = false;
        return Balance(_failed) is not { } picked ? null : Accept(picked);
    }

    /// <summary>Tells which server was granted where the candidate named none.</summary>
    public void Granted(ServerState server)
    {
        _current = server;
        server.PassiveFailures?.OnPicked();
    }

    /// <summary>The server to try after an attempt on <paramref name="server"/> failed.</summary>
    /// <returns>Null where no attempt is left, or no server.</returns>
    public ServerCandidate? NextAfterFailure(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.PassiveFailures?.OnFailed();
        (_failed ??= []).Add(server);
        var candidate = IsOver() ? null : Next(server);
        if (candidate is { } next) return Accept(next);
        server.Counters.ConnectionErrors.Increment();
        _backend.Counters.ConnectionErrors.Increment();
        return null;
    }

    /// <summary>Tells that the connection to <paramref name="server"/> stands: <c>stick</c> rules store it.</summary>
    public void Connected(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.PassiveFailures?.OnConnected();
        for (var i = 0; i < _backend.StickRules.Length; i++)
        {
            var rule = _backend.StickRules[i];
            if (rule.Stores && _keys.StickKey(i) is { } key) rule.Table.Store(key, server);
        }
    }

    private bool IsOver()
    {
        var retry = _backend.Config.Retry;
        if (retry.TotalTimeout is { } limit && _backend.Time.GetElapsedTime(_started) >= limit) return true;
        return retry.Retries is { } retries && FailedAttempts > retries;
    }

    private ServerState? FindSticky()
    {
        for (var i = 0; i < _backend.StickRules.Length; i++)
        {
            var rule = _backend.StickRules[i];
            if (!rule.Matches || _keys.StickKey(i) is not { } key) continue;
            StickLookup = StickLookup.Miss;
            if (rule.Table.Find(key) is not { } known || InThisBackend(known) is not { AcceptsSticky: true } server) continue;
            StickLookup = StickLookup.Hit;
            _isSticky = true;
            return server;
        }

        return null;
    }

    // A table may be shared: what another backend stored means the server of the same name here.
    private ServerState? InThisBackend(ServerState stored) =>
        stored.Backend == _backend ? stored : _backend.Servers.FirstOrDefault(server => server.Name == stored.Name);

    private ServerCandidate? Next(ServerState server)
    {
        var retry = _backend.Config.Retry;
        if (retry.NextServerAtOnce) return Balance(_failed) is { } other ? other with { Reason = PickReason.Redispatch } : null;
        var again = new ServerCandidate(server, SameServerDelay(retry), PickReason.Retry);
        if (!MayRedispatch(server, retry)) return again;
        _isSticky = false;
        var elsewhere = Balance([server]);
        return elsewhere is { } found ? found with { Reason = PickReason.Redispatch } : again;
    }

    // 'option redispatch' may move a connection where its server is down, each Nth attempt, and, for algorithms that take turns anyway,
    // at every attempt while there is another server.
    private bool MayRedispatch(ServerState server, RetryConfig retry)
    {
        if (!retry.Redispatch) return false;
        if (!server.AcceptsSticky || IsRedispatchAttempt(retry)) return true;
        return !_isSticky && _backend.Snapshot.ActiveCount > 1 && TakesTurns(_backend.Config.Balance.Algorithm);
    }

    private bool IsRedispatchAttempt(RetryConfig retry)
    {
        var retries = retry.Retries ?? _backend.Servers.Length;
        var interval = retry.RedispatchInterval;
        if (interval <= 0) interval = retries + 1 + (interval == 0 ? -1 : interval);
        return interval > 0 && FailedAttempts % interval == 0;
    }

    private static bool TakesTurns(BalanceAlgorithm algorithm) =>
        algorithm is BalanceAlgorithm.RoundRobin or BalanceAlgorithm.StaticRoundRobin or BalanceAlgorithm.Random;

    private TimeSpan SameServerDelay(RetryConfig retry) =>
        _backend.Config.ConnectTimeout is { } limit && limit < retry.SameServerDelay ? limit : retry.SameServerDelay;

    private ServerCandidate? Balance(IReadOnlyList<ServerState>? excluded)
    {
        var snapshot = _backend.Snapshot;
        var request = new PickRequest
        {
            ClientAddress = _keys.ClientAddress,
            HasKey = _keys.BalanceKey is not null,
            Key = _keys.BalanceKey,
            Excluded = excluded,
        };
        var server = _backend.Balancer.Pick(request, snapshot);
        if (server is null && snapshot.Backups is { } backups && !AnyAllowed(request, snapshot))
            server = _backend.Balancer.Pick(request, backups);
        if (server is not null) return new ServerCandidate(server, TimeSpan.Zero, UsesKey ? PickReason.Hash : PickReason.Balance);
        return AnyAllowed(request, snapshot) ? new ServerCandidate(null, TimeSpan.Zero, PickReason.Balance) : null;
    }

    private bool UsesKey => _keys.BalanceKey is not null
        || (_backend.Config.Balance.Algorithm == BalanceAlgorithm.Source && _keys.ClientAddress is not null);

    /// <summary>Whether a server could be picked if it were not full, and lets connections wait for that.</summary>
    private static bool AnyAllowed(in PickRequest request, BackendSnapshot snapshot)
    {
        foreach (var server in snapshot.Servers)
        {
            if (!server.Config.SkipWhenFull && request.Allows(server)) return true;
        }

        return false;
    }

    private ServerCandidate Accept(ServerCandidate candidate)
    {
        Count(candidate);
        if (candidate.Server is null) return candidate;
        _current = candidate.Server;
        candidate.Server.PassiveFailures?.OnPicked();
        return candidate;
    }

    private void Count(ServerCandidate candidate)
    {
        if (candidate.Reason is PickReason.Hash or PickReason.Balance) _backend.Counters.LoadBalanced.Increment();
        if (candidate.Reason is PickReason.Hash or PickReason.Balance) candidate.Server?.Counters.LoadBalanced.Increment();
        if (candidate.Reason == PickReason.Redispatch) _current?.Counters.Redispatches.Increment();
        if (candidate.Reason == PickReason.Redispatch) _backend.Counters.Redispatches.Increment();
        if (candidate.Reason == PickReason.Retry) candidate.Server?.Counters.Retries.Increment();
        if (candidate.Reason == PickReason.Retry) _backend.Counters.Retries.Increment();
    }
}
