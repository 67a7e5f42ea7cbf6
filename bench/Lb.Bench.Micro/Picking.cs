using System.Net;
using BenchmarkDotNet.Attributes;
using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.State;

namespace Lb.Bench.Micro;

/// <summary>Picking a server for a new connection, by each algorithm.</summary>
public class Picking
{
    private static readonly IPAddress Client = IPAddress.Parse("203.0.113.7");

    private BackendState _backend = Backends.Of(1, new BalanceConfig());

    [ParamsAllValues]
    public BalanceAlgorithm Algorithm { get; set; }

    [Params(3, 100)]
    public int Servers { get; set; }

    [GlobalSetup]
    public void Setup() => _backend = Backends.Of(Servers, new BalanceConfig { Algorithm = Algorithm });

    [Benchmark]
    public ServerState? Pick() => _backend.Balancer.Pick(
        new PickRequest { ClientAddress = Client, HasKey = true, Key = "device-00001234"u8 }, _backend.Snapshot);
}
