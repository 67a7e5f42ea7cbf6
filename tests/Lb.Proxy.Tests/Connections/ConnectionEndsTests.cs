using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Lb.Proxy.Tests.Proxies;
using Lb.Testing.Balancers;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Tests.Connections;

public sealed class ConnectionEndsTests : IDisposable
{
    private readonly TestServer _server = new();

    public static TheoryData<RelayEnd, CloseReason, string> RelayEnds => new()
    {
        { RelayEnd.ClientClosed, CloseReason.ClientClosed, "--" },
        { RelayEnd.ServerClosed, CloseReason.ServerClosed, "--" },
        { RelayEnd.ClientAborted, CloseReason.ClientAborted, "CD" },
        { RelayEnd.ServerAborted, CloseReason.ServerAborted, "SD" },
        { RelayEnd.ClientTimedOut, CloseReason.ClientTimeout, "cD" },
        { RelayEnd.ServerTimedOut, CloseReason.ServerTimeout, "sD" },
        { RelayEnd.GroupStopped, CloseReason.ServerMarkedDown, "D-" },
        { RelayEnd.Stopped, CloseReason.KilledAtShutdown, "K-" },
    };

    [Theory]
    [MemberData(nameof(RelayEnds))]
    public async Task SaysWhyAndGivesEverythingBack_WhenARelayEnds(RelayEnd end, CloseReason reason, string code)
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal((1, 1, 1), (proxy.State.Counters.Connections.Current, proxy.Backend.Counters.Sessions.Current, proxy.Backend.Servers[0].Connections.Current));
        proxy.Clock.Advance(TimeSpan.FromSeconds(90));
        proxy.Relay.Runs[0].End(end, fromClient: 5, fromServer: 7);
        Assert.Equal(reason, await proxy.EndOf(client));
        Assert.Equal(
            $"192.0.2.1:40000 [01/Jan/2026:00:00:00.000] f b/s1 0/0/90000 7 {code} 1/1/0/0/0 0/0", Assert.Single(proxy.Logs.Connections));
        Assert.Equal((5, 7), (proxy.Frontend.Counters.BytesIn.Value, proxy.Backend.Servers[0].Counters.BytesOut.Value));
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task EndsOnce_WhenSeveralCausesMeet()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Relay.Runs[0].End(RelayEnd.ServerAborted);
        await client.Life.InTime();
        Parallel.For(0, 20, _ => proxy.Ending.End(ClientConnection.Of(client.Context), CloseReason.ClientAborted));
        Assert.Equal(CloseReason.ServerAborted, Assert.Single(proxy.Ends).Key);
        Assert.Single(proxy.Logs.Connections);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task CountsAndLogsABugOnce_WhenAStageThrows()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address}"]));
        proxy.Routes.Bug = new InvalidOperationException("first line\nsecond line");
        var client = proxy.Connect();
        Assert.Equal(CloseReason.InternalError, await proxy.EndOf(client));
        Assert.Equal((1, 1), (proxy.State.Counters.InternalErrors.Value, proxy.Frontend.Counters.InternalErrors.Value));
        var line = Assert.Single(proxy.Logs.ProcessLines);
        Assert.StartsWith("Critical: Bug in a connection of frontend f: System.InvalidOperationException: first line | second line", line);
        Assert.DoesNotContain('\n', line);
        using var leg = await _server.AcceptAsync();
        Assert.Empty(await leg.ReceiveAsync());
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task CountsABugAndGivesEverythingBack_WhenTheRelayThrows()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address}"]));
        proxy.Relay.Bug = new InvalidOperationException("a relay's bug");
        var client = proxy.Connect();
        Assert.Equal(CloseReason.InternalError, await proxy.EndOf(client));
        Assert.Contains("a relay's bug", Assert.Single(proxy.Logs.ProcessLines));
        using var leg = await _server.AcceptAsync();
        Assert.Empty(await leg.ReceiveAsync());
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task CountsABug_WhenTheEndOfARelayThrows()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Logs.Bug = new InvalidOperationException("a sink's bug");
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed);
        await client.Life.InTime();
        Assert.Contains("a sink's bug", Assert.Single(proxy.Logs.ProcessLines));
        Assert.Equal((1, 1), (proxy.State.Counters.InternalErrors.Value, proxy.Frontend.Counters.InternalErrors.Value));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task LogsAConnectionThatSentNothing_UnlessDontLogNull(int bytes, int lines)
    {
        using var proxy = new TestProxy(Configs.Sections(["option dontlognull"], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed, bytes, fromServer: 100);
        await client.Life.InTime();
        Assert.Equal(lines, proxy.Logs.Connections.Count);
    }

    [Fact]
    public async Task WritesTheShortLine_WithoutTcpLog()
    {
        using var proxy = new TestProxy(Configs.ShortLines([], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed, 1);
        await client.Life.InTime();
        Assert.Equal("Connect from 192.0.2.1:40000 to 198.51.100.1:1883 (f/TCP)", Assert.Single(proxy.Logs.Connections));
    }

    [Fact]
    public async Task HasTheTunnelTimeoutOnBothLegs_WhenItIsSet()
    {
        using var proxy = new TestProxy(Configs.Sections([], ["timeout tunnel 1h", $"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal(new RelaySettings(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) { Group = proxy.Backend.Servers[0].Index }, proxy.Relay.Runs[0].Settings);
        proxy.Relay.Runs[0].End(RelayEnd.ServerTimedOut);
        Assert.Equal(CloseReason.TunnelTimeout, await proxy.EndOf(client));
    }

    [Fact]
    public async Task IsMarkedDown_WhenItsServerGoesDownWithShutdownSessions()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} check fall 1 on-marked-down shutdown-sessions"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Checks.Results.Fail(proxy.Backend.Servers[0]);
        Assert.Equal(1, proxy.Relay.Runs[0].Stops);
        proxy.Relay.Runs[0].End(RelayEnd.GroupStopped);
        Assert.Equal(CloseReason.ServerMarkedDown, await proxy.EndOf(client));
        Assert.Contains(" D- ", Assert.Single(proxy.Logs.Connections));
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task IsMarkedDown_WhenItsServerGoesDownWhileTheRelayStarts()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} check fall 1 on-marked-down shutdown-sessions"]));
        proxy.Relay.Starting = () => Checks.Results.Fail(proxy.Backend.Servers[0]);
        proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1 && proxy.Relay.Runs[0].Stops == 1);
    }

    [Fact]
    public async Task IsMarkedDownWithoutARelay_WhenItsServerGoesDownDuringTheDial()
    {
        using var proxy = new TestProxy(Configs.Sections([], ["retries 0", $"server s1 {_server.Address} check fall 1 on-marked-down shutdown-sessions"]));
        proxy.Dialer.Dialled = () => Checks.Results.Fail(proxy.Backend.Servers[0]);
        Assert.Equal(CloseReason.ServerMarkedDown, await proxy.EndOf(proxy.Connect()));
        Assert.Empty(proxy.Relay.Runs);
        using var leg = await _server.AcceptAsync();
        Assert.Empty(await leg.ReceiveAsync());
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task StopsNobodyElse_WhenAServerGoesDown()
    {
        using var proxy = new TestProxy(Configs.Sections(
            [],
            [
                "balance roundrobin", $"server s1 {_server.Address} check fall 1 on-marked-down shutdown-sessions",
                $"server s2 {_server.Address} check fall 1", $"server s3 {_server.Address} check fall 1 on-marked-down shutdown-sessions",
            ]));
        for (var i = 1; i <= 3; i++)
        {
            proxy.Connect();
            await Waiting.Until(() => proxy.Relay.Runs.Count == i);
        }

        Checks.Results.Fail(proxy.Backend.Servers[0]);
        Checks.Results.Fail(proxy.Backend.Servers[1]);
        Assert.Equal([0, 0, 1], proxy.Relay.Runs.OrderByDescending(run => run.Settings.Group).Select(run => run.Stops));
    }

    [Fact]
    public void NeverLeaksASlotOrAGauge_WhateverTheOrderOfOutcomes() => Seeded.Check(random => RunRandomly(random).GetAwaiter().GetResult(), runs: 25);

    public void Dispose() => _server.Dispose();

    // Once its client has left, a connection needs no clock to end.
    private async Task RunRandomly(Random random)
    {
        using var refusing = new RefusingPort();
        using var proxy = new TestProxy(Configs.Sections(
            [],
            [
                "balance hash " + Configs.ClientId, "option redispatch", "timeout queue 2s", "stick-table type string size 10", "stick on src",
                $"server s1 {_server.Address} maxconn 1 check", $"server s2 {_server.Address} maxconn 2 check",
                $"server s3 127.0.0.1:{refusing.Port} maxconn 1", $"server s4 {_server.Address} maxconn 1 backup",
            ]));
        var clients = new List<PipeClient>();
        var ended = 0;
        for (var step = 0; step < 60; step++) Step();
        await Waiting.Until(AllHaveEnded);
        proxy.AssertNothingHeld();
        Assert.Equal(clients.Count, proxy.Ends.Values.Sum());
        Assert.Equal(clients.Count, proxy.Logs.Connections.Count);
        Assert.Empty(proxy.Logs.ProcessLines);

        bool AllHaveEnded()
        {
            while (ended < proxy.Relay.Runs.Count) EndNext();
            foreach (var client in clients.Where(client => !client.IsDone)) client.Close();
            return clients.TrueForAll(client => client.Life.IsCompleted);
        }

        void Step()
        {
            switch (random.Next(7))
            {
                case 0 or 1:
                    clients.Add(proxy.Connect($"192.0.2.{random.Next(1, 30)}:1"));
                    clients[^1].Send(Packets.Connect($"device{random.Next(20)}").AsSpan(0..^random.Next(2)));
                    break;
                case 2:
                    if (ended < proxy.Relay.Runs.Count) EndNext();
                    break;
                case 3:
                    proxy.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(1500)));
                    break;
                case 4 when clients.Count > 0:
                    Leave(clients[random.Next(clients.Count)]);
                    break;
                case 5:
                    Checks.Results.Fail(proxy.Backend.Servers[random.Next(2)]);
                    break;
                default:
                    Checks.Results.Pass(proxy.Backend.Servers[random.Next(2)]);
                    break;
            }
        }

        void Leave(PipeClient client)
        {
            if (client.IsDone) return;
            if (random.Next(2) == 0) client.Close();
            else client.Reset();
        }

        void EndNext() => proxy.Relay.Runs[ended++].End((RelayEnd)random.Next(Enum.GetValues<RelayEnd>().Length));
    }
}
