using System.Net;
using Lb.Admin.Logging;
using Lb.Configuration.Model;
using Lb.Core.Health;
using Lb.Core.State;
using Lb.Testing.Time;

namespace Lb.Admin.Tests;

/// <summary>A small running balancer: a frontend, a backend with four servers of different states, and a stick table.</summary>
internal sealed class RunningState : IAsyncDisposable
{
    public RunningState(string frontend = "mqtt", string backend = "brokers", string server = "b1")
    {
        Config = ConfigOf(frontend, backend, server);
        State = new RuntimeState(Config, Time, new Random(1));
        Logs = new LogRouter(Config, LogOrigin.Current, State.Counters.DroppedLogs, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public LbConfig Config { get; }

    public RuntimeState State { get; }

    public LogRouter Logs { get; }

    public FrontendState Frontend => State.Frontends[0];

    public BackendState Backend => State.Backends[0];

    /// <summary>Runs for a while: checks, connections, a server that went down.</summary>
    public void Live()
    {
        Backend.Report(Backend.Servers[0], new CheckResult(CheckStatus.Layer7Passed, null, TimeSpan.FromMilliseconds(12), 0));
        Backend.Report(Backend.Servers[1], new CheckResult(CheckStatus.Layer4Failed, "Connection \"refused\", <b>", TimeSpan.FromMilliseconds(1)));
        Frontend.Counters.ConnectionsTotal.Add(7);
        Frontend.Counters.Sessions.Increment();
        Frontend.Counters.SessionsTotal.Add(6);
        Frontend.Counters.BytesIn.Add(12345);
        Backend.Counters.SessionRate.Mark();
        Backend.Servers[0].Counters.SessionRate.Mark();
        Backend.Servers[0].Counters.SessionsTotal.Add(5);
        Backend.Servers[0].Connections.Increment();
        Time.Advance(TimeSpan.FromSeconds(75));
    }

    public ValueTask DisposeAsync() => Logs.DisposeAsync();

    private static LbConfig ConfigOf(string frontend, string backend, string server)
    {
        var check = new CheckConfig { Rise = 2, Fall = 3 };
        return new LbConfig
        {
            Global = new GlobalConfig { MaxConnections = 1000, Threads = 2 },
            Frontends = [new FrontendConfig { Name = frontend, Location = new("t.cfg", 1), MaxConnections = 500, DefaultBackend = backend }],
            Backends =
            [
                new BackendConfig
                {
                    Name = backend,
                    Location = new("t.cfg", 9),
                    StickTable = new StickTableConfig { Type = StickKeyType.String, Size = 1024 },
                    Servers =
                    [
                        Server(server, 1) with { Check = check, MaxConnections = 100, Weight = 5 },
                        Server("b2", 2) with { Check = check },
                        Server("b3", 3) with { Disabled = true },
                        Server("b4", 4) with { Backup = true },
                    ],
                },
            ],
        };
    }

    private static ServerConfig Server(string name, int id) => new()
    {
        Name = name,
        Id = id,
        Location = new("t.cfg", 10 + id),
        AddressText = "127.0.0.1",
        Address = IPAddress.Loopback,
        Port = 1883,
    };
}
