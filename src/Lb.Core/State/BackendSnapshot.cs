using System.Collections.Immutable;
using Lb.Core.Balancing;

namespace Lb.Core.State;

/// <summary>The servers of a backend that new connections may go to, as they stood at one moment, with the tables that balancers derive
/// from them. Immutable; tables are built at first use, at worst by two threads at once with the same result.</summary>
public sealed class BackendSnapshot
{
    private readonly BackendState _backend;
    private readonly ImmutableArray<int> _weightBefore;
    private ServerTables? _tables;
    private KetamaRing? _ketama;

    private BackendSnapshot(BackendState backend, List<ServerState> servers, int activeCount, int backupCount, BackendSnapshot? backups)
    {
        _backend = backend;
        ActiveCount = activeCount;
        BackupCount = backupCount;
        Backups = backups;
        Servers = [.. servers];
        Weights = [.. servers.Select(server => server.Weight)];
        TotalWeight = Weights.Sum();
        _weightBefore = RunningSum(Weights);
        AllActive = [.. backend.Servers.Where(server => !server.Config.Backup).Select(server => (server, server.Weight))];
        AllActiveWeight = AllActive.Sum(entry => entry.Weight);
    }

    /// <summary>Servers that may be picked, in file order: the active ones; where there is none, the first backup, or all of them with
    /// <c>option allbackups</c>.</summary>
    public ImmutableArray<ServerState> Servers { get; }

    /// <summary>Weight of each of <see cref="Servers"/>, at least 1.</summary>
    public ImmutableArray<int> Weights { get; }

    /// <summary>Sum of <see cref="Weights"/>.</summary>
    public int TotalWeight { get; }

    /// <summary>Usable servers that are not backups.</summary>
    public int ActiveCount { get; }

    /// <summary>Usable backups.</summary>
    public int BackupCount { get; }

    /// <summary>Whether <see cref="Servers"/> are backups.</summary>
    public bool OnBackup => ActiveCount == 0 && BackupCount > 0;

    /// <summary>The backups, for connections that no active server may be picked for; null where <see cref="Servers"/> holds them or
    /// there are none.</summary>
    public BackendSnapshot? Backups { get; }

    /// <summary>All servers but backups with their weights, usable or not.</summary>
    public ImmutableArray<(ServerState Server, int Weight)> AllActive { get; }

    /// <summary>Sum of the weights of <see cref="AllActive"/>.</summary>
    public int AllActiveWeight { get; }

    /// <summary>Slots of the fixed map, indexes into <see cref="Servers"/>.</summary>
    public ImmutableArray<int> Map => Tables.Map;

    /// <summary>One round of the smoothest turns, indexes into <see cref="Servers"/>.</summary>
    public ImmutableArray<int> Turns => Tables.Turns;

    /// <summary>Ring of <see cref="Servers"/>.</summary>
    public HashRing Ring => Tables.Ring;

    /// <summary>nginx's ring of <see cref="AllActive"/>.</summary>
    public KetamaRing Ketama => _ketama ??= KetamaRing.Build(
        [.. AllActive.Select(entry => (entry.Server.Config.AddressText, entry.Server.Config.Port, entry.Weight))]);

    /// <summary>The servers of a backend as they stand now.</summary>
    internal static BackendSnapshot Of(BackendState backend)
    {
        var usable = backend.Servers.Where(server => server.IsUsable).ToList();
        var active = usable.FindAll(server => !server.Config.Backup);
        var backups = usable.FindAll(server => server.Config.Backup);
        var backupCount = backups.Count;
        if (!backend.Config.UseAllBackups && backupCount > 1) backups.RemoveRange(1, backupCount - 1);
        if (active.Count == 0) return new BackendSnapshot(backend, backups, 0, backupCount, null);
        var behind = backupCount == 0 ? null : new BackendSnapshot(backend, backups, active.Count, backupCount, null);
        return new BackendSnapshot(backend, active, active.Count, backupCount, behind);
    }

    private ServerTables Tables => _tables ??= new ServerTables(this);

    /// <summary>Whether one more connection keeps a server within <c>hash-balance-factor</c>: its share by weight of all connections, that
    /// one included, times the factor, rounded so that the shares add up, and at least one.</summary>
    /// <param name="index">Index into <see cref="Servers"/>.</param>
    /// <param name="factor">Percent of the average, over 100.</param>
    public bool IsWithinBound(int index, int factor)
    {
        var connections = _backend.ServerConnections;
        var slots = (((connections + 1) * factor) + 99) / 100;
        long before = _weightBefore[index] * HashRing.PointsPerWeight;
        long weight = Weights[index] * HashRing.PointsPerWeight;
        long total = TotalWeight * HashRing.PointsPerWeight;
        var rest = slots % total;
        var share = (weight * (slots / total)) + ((before + weight) * rest / total) - (before * rest / total);
        return Servers[index].Connections.Current < Math.Max(share, 1);
    }

    private static ImmutableArray<int> RunningSum(ImmutableArray<int> weights)
    {
        var sums = ImmutableArray.CreateBuilder<int>(weights.Length);
        var sum = 0;
        foreach (var weight in weights)
        {
            sums.Add(sum);
            sum += weight;
        }

        return sums.MoveToImmutable();
    }

    private sealed class ServerTables(BackendSnapshot snapshot)
    {
        private readonly Lazy<ImmutableArray<int>> _map = new(() => ServerMap.Build(snapshot.Weights.AsSpan()));
        private readonly Lazy<ImmutableArray<int>> _turns = new(() => SmoothTurns.Build(snapshot.Weights.AsSpan()));
        private readonly Lazy<HashRing> _ring =
            new(() => HashRing.Build([.. snapshot.Servers.Select(server => server.Config.Id)], snapshot.Weights.AsSpan()));

        public ImmutableArray<int> Map => _map.Value;

        public ImmutableArray<int> Turns => _turns.Value;

        public HashRing Ring => _ring.Value;
    }
}
