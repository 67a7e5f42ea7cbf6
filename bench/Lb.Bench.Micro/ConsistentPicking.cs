using BenchmarkDotNet.Attributes;
using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.State;

namespace Lb.Bench.Micro;

/// <summary>Picking by client id with <c>hash-type consistent</c>, and what a change of servers costs the next pick.</summary>
public class ConsistentPicking
{
    private BackendState _backend = Backends.Of(1, new BalanceConfig());
    private int _weight;

    [Params(3, 100)]
    public int Servers { get; set; }

    /// <summary><c>hash-balance-factor</c>; 0 is without a bound.</summary>
    [Params(0, 150)]
    public int Factor { get; set; }

    [GlobalSetup]
    public void Setup() => _backend = Backends.Of(
        Servers,
        new BalanceConfig { Algorithm = BalanceAlgorithm.Hash, HashMethod = HashMethod.Consistent, Avalanche = true, HashBalanceFactor = Factor });

    [Benchmark(Baseline = true)]
    public ServerState? Pick() => _backend.Balancer.Pick(new PickRequest { HasKey = true, Key = "device-00001234"u8 }, _backend.Snapshot);

    [Benchmark]
    public ServerState? PickAfterAChangeOfWeight()
    {
        _backend.SetWeight(_backend.Servers[0], 1 + (_weight++ & 1));
        return Pick();
    }
}
