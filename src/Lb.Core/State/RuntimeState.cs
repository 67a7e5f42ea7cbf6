using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.Counters;
using Lb.Core.Health;
using Lb.Core.StickTables;

namespace Lb.Core.State;

/// <summary>Everything that changes while the balancer runs: the root that is built once from a config.</summary>
public sealed class RuntimeState
{
    private readonly Dictionary<string, BackendState> _backends;
    private readonly RandomSource _random;

    /// <summary>Builds the state of a process that has just started: servers up or in maintenance, tables empty, counts 0.</summary>
    /// <param name="config">A valid config.</param>
    /// <param name="time">Clock of everything below.</param>
    /// <param name="seed">Seed of everything random below: draws of <c>balance random</c>, spread of checks.</param>
    public RuntimeState(LbConfig config, TimeProvider time, Random seed)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(time);
        Config = config;
        Time = time;
        StartedAt = time.GetUtcNow();
        _random = new RandomSource(seed);
        Counters = new ProcessCounters(time);
        Backends = Build(config.Backends, time, _random);
        Servers = [.. Backends.SelectMany(backend => backend.Servers)];
        _backends = Backends.ToDictionary(backend => backend.Name, StringComparer.Ordinal);
        Frontends = [.. config.Frontends.Select(frontend => new FrontendState(frontend, _backends, time))];
        foreach (var backend in Backends) LinkStickRules(backend);
    }

    /// <summary>The config that it was built from.</summary>
    public LbConfig Config { get; }

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>When it was built.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Counts of the process.</summary>
    public ProcessCounters Counters { get; }

    /// <summary>Frontends in file order.</summary>
    public ImmutableArray<FrontendState> Frontends { get; }

    /// <summary>Backends in file order.</summary>
    public ImmutableArray<BackendState> Backends { get; }

    /// <summary>Servers of all backends, in file order.</summary>
    public ImmutableArray<ServerState> Servers { get; }

    /// <summary>Finds a backend by name; null where there is none.</summary>
    public BackendState? FindBackend(string name) => _backends.GetValueOrDefault(name);

    /// <summary>The checks to run, in file order, their beginnings spread over the shortest interval.</summary>
    public ImmutableArray<CheckPlan> PlanChecks()
    {
        var spread = Config.Global.SpreadChecksPercent;
        var servers = Servers.Where(server => server.Config.Check is not null).ToList();
        var shortest = servers
            .Select(server => server.Config.Check!.Interval)
            .Where(interval => interval >= TimeSpan.FromSeconds(1))
            .DefaultIfEmpty()
            .Min();
        return
        [
            .. servers.Select((server, index) => new CheckPlan(
                server,
                CheckSchedule.FirstDelay(index, servers.Count, shortest),
                new CheckSchedule(server.Config.Check!, spread, _random))),
        ];
    }

    private static ImmutableArray<BackendState> Build(ImmutableArray<BackendConfig> configs, TimeProvider time, RandomSource random)
    {
        var backends = ImmutableArray.CreateBuilder<BackendState>(configs.Length);
        var servers = 0;
        foreach (var config in configs)
        {
            backends.Add(new BackendState(config, backends.Count, servers, time, random));
            servers += config.Servers.Length;
        }

        return backends.MoveToImmutable();
    }

    // The config guarantees that the table exists.
    private void LinkStickRules(BackendState backend) => backend.LinkStickRules(
        [.. backend.Config.StickRules.Select(rule => new StickRule(rule, _backends[rule.Table].StickTable!))]);
}
