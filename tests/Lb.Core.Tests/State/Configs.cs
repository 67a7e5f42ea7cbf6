using System.Net;
using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Testing.Time;

namespace Lb.Core.Tests.State;

/// <summary>Configs as small as a test needs them.</summary>
internal static class Configs
{
    public static readonly SourceLocation Nowhere = new("test.cfg", 1);

    public static ServerConfig Server(int id, int weight = 1) => new()
    {
        Name = $"S{id}",
        Id = id,
        Location = Nowhere,
        AddressText = "127.0.0.1",
        Address = IPAddress.Loopback,
        Port = 18000 + id,
        Weight = weight,
    };

    public static BackendConfig Backend(BalanceConfig balance, params ServerConfig[] servers) => new()
    {
        Name = "B",
        Location = Nowhere,
        Balance = balance,
        Servers = [.. servers],
    };

    public static BackendConfig Backend(BalanceAlgorithm algorithm, params int[] weights) =>
        Backend(new BalanceConfig { Algorithm = algorithm }, [.. weights.Select((weight, index) => Server(index + 1, weight))]);

    public static LbConfig Config(params BackendConfig[] backends) => new() { Global = new GlobalConfig(), Frontends = [], Backends = [.. backends] };

    public static BackendState State(this BackendConfig backend, TimeProvider? time = null, int seed = 1) =>
        new RuntimeState(Config(backend), time ?? new ManualTimeProvider(), new Random(seed)).Backends[0];

    public static ServerState Named(this BackendState backend, string name) => backend.Servers.Single(server => server.Name == name);
}
