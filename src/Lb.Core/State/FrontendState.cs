using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Counters;
using Lb.Core.Rules;

namespace Lb.Core.State;

/// <summary>One frontend at run time.</summary>
public sealed class FrontendState
{
    internal FrontendState(FrontendConfig config, IReadOnlyDictionary<string, BackendState> backends, TimeProvider time)
    {
        Config = config;
        Counters = new FrontendCounters(time);
        UseBackends = [.. config.UseBackends.Select(rule => (rule, backends[rule.Backend]))];
        DefaultBackend = config.DefaultBackend is { } name ? backends[name] : null;
        Needs = FrontendNeeds.Of(config, Backends.Select(backend => backend.Config));
    }

    /// <summary>Its settings.</summary>
    public FrontendConfig Config { get; }

    /// <summary>Its name.</summary>
    public string Name => Config.Name;

    /// <summary>Its counts.</summary>
    public FrontendCounters Counters { get; }

    /// <summary>Counts of what its clients said in MQTT.</summary>
    public MqttCounters Mqtt { get; } = new();

    /// <summary><c>use_backend</c> rules with their backends, in file order.</summary>
    public ImmutableArray<(UseBackendConfig Rule, BackendState Backend)> UseBackends { get; }

    /// <summary>Backend where no rule holds; null = the connection is closed then.</summary>
    public BackendState? DefaultBackend { get; }

    /// <summary>What has to be read from a client before a server can be picked.</summary>
    public FrontendNeeds Needs { get; }

    /// <summary>Every backend that it may choose, each once.</summary>
    public IEnumerable<BackendState> Backends =>
        UseBackends.Select(rule => rule.Backend).Concat(DefaultBackend is null ? [] : [DefaultBackend]).Distinct();
}
