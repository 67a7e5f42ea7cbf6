using System.Net;
using Lb.Configuration.Model;
using Lb.Core.State;

namespace Lb.Bench.Micro;

/// <summary>Backends to pick from.</summary>
internal static class Backends
{
    private static readonly SourceLocation Nowhere = new("bench.cfg", 1);

    /// <summary>A backend whose servers are all up, with weights 1, 2, 3, 1, 2, 3 and so on.</summary>
    public static BackendState Of(int servers, BalanceConfig balance, StickTableConfig? stickTable = null)
    {
        var backend = new BackendConfig
        {
            Name = "brokers",
            Location = Nowhere,
            Balance = balance,
            StickTable = stickTable,
            Servers = [.. Enumerable.Range(1, servers).Select(Server)],
        };
        var config = new LbConfig { Global = new GlobalConfig(), Frontends = [], Backends = [backend] };
        return new RuntimeState(config, TimeProvider.System, new Random(1)).Backends[0];
    }

    private static ServerConfig Server(int id) => new()
    {
        Name = $"broker{id}",
        Id = id,
        Location = Nowhere,
        AddressText = "127.0.0.1",
        Address = IPAddress.Loopback,
        Port = 10_000 + id,
        Weight = 1 + ((id - 1) % 3),
    };
}
