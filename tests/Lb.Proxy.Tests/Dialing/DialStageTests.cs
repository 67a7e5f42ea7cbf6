using System.Collections.Concurrent;
using Lb.Core.Closing;
using Lb.Core.State;
using Lb.Proxy.Tests.Proxies;
using Lb.Testing.Balancers;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Tests.Dialing;

public sealed class DialStageTests : IDisposable
{
    private static readonly string[] Sticky = ["stick-table type string len 64 size 1k", "stick on " + Configs.ClientId];
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TestServer _server = new();
    private readonly RefusingPort _refusing = new();

    private string Refusing => $"127.0.0.1:{_refusing.Port}";

    [Fact]
    public async Task TriesTheSameServerAfterASecondThreeTimes_WhenItRefuses()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {Refusing}"]));
        var client = proxy.Connect();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await PausesAfter(proxy, attempt);
            proxy.Clock.Advance(Second - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempt, Attempts(proxy));
            proxy.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(CloseReason.ConnectFailed, await proxy.EndOf(client));
        Assert.Equal(4, Attempts(proxy));
        Assert.Contains(" f b/s1 0/-1/3000 0 SC 1/1/0/0/3 0/0", Assert.Single(proxy.Logs.Connections));
        Assert.Equal(1, proxy.Backend.Counters.ConnectionErrors.Value);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task GoesElsewhereAtOnce_WhenRedispatchAllowsIt()
    {
        using var proxy = new TestProxy(Configs.Sections([], ["option redispatch", $"server s1 {Refusing}", $"server s2 {_server.Address}"]));
        var client = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Relay.Runs[0].End(RelayEnd.ServerClosed, 3, 6);
        Assert.Equal(CloseReason.ServerClosed, await proxy.EndOf(client));
        Assert.Contains(" f b/s2 0/0/0 6 -- 1/1/0/0/+1 0/0", Assert.Single(proxy.Logs.Connections));
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task EndsWithNoServer_WhenAllAreInMaintenance()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} disabled"]));
        Assert.Equal(CloseReason.NoServer, await proxy.EndOf(proxy.Connect()));
        Assert.Contains(" f b/<NOSRV> -1/-1/0 0 SC 1/1/0/0/0 0/0", Assert.Single(proxy.Logs.Connections));
        Assert.Equal(1, proxy.Backend.Counters.ConnectionErrors.Value);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task WaitsForASlot_WhenTheServerIsFull()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} maxconn 1"]));
        proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        var second = proxy.Connect();
        Assert.Equal(1, proxy.Backend.Counters.Queue.Current + proxy.Backend.Servers[0].Counters.Queue.Current);
        proxy.Clock.Advance(2 * Second);
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed);
        await Waiting.Until(() => proxy.Relay.Runs.Count == 2);
        proxy.Relay.Runs[1].End(RelayEnd.ClientClosed);
        await second.Life.InTime();
        Assert.Contains(" f b/s1 2000/0/2000 0 -- 1/1/0/0/0 ", proxy.Logs.Connections[1]);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task AsksTheSystemForNothingElse_WhenAConnectionNeverWaits()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. Sticky, $"server s1 {_server.Address} maxconn 1"]));
        var client = proxy.Connect(first: Packets.Connect("quick"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed);
        await client.Life.InTime();
        Assert.Single(proxy.Logs.Connections);
        Assert.Equal((0, 0), (client.Context.LocalAddressReads, client.Context.ClosedReads));
    }

    [Fact]
    public async Task ComesBackToItsThread_AfterTheWaitForASlot()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. Sticky, $"server s1 {_server.Address} maxconn 1"]));
        using var thread = new OneThread();
        proxy.Connect(first: Packets.Connect("holds the slot"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        var contexts = new ConcurrentQueue<SynchronizationContext?>();
        proxy.Dialer.Dialing = () => contexts.Enqueue(SynchronizationContext.Current);
        proxy.Relay.Starting = () => contexts.Enqueue(SynchronizationContext.Current);
        thread.Send(_ => proxy.Connect(first: Packets.Connect("waits")), null);
        Assert.Equal(1, proxy.Backend.Counters.Queue.Current);
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed);
        await Waiting.Until(() => proxy.Relay.Runs.Count == 2);
        Assert.Equal([thread, thread], contexts);
    }

    [Fact]
    public async Task ComesBackToItsThread_AfterThePauseBetweenAttempts()
    {
        using var proxy = new TestProxy(Configs.Sections([], ["retries 1", $"server s1 {Refusing}"]));
        using var thread = new OneThread();
        var contexts = new ConcurrentQueue<SynchronizationContext?>();
        proxy.Dialer.Dialing = () => contexts.Enqueue(SynchronizationContext.Current);
        PipeClient? client = null;
        thread.Send(_ => client = proxy.Connect(), null);
        await PausesAfter(proxy, 1);
        proxy.Clock.Advance(Second);
        Assert.Equal(CloseReason.ConnectFailed, await proxy.EndOf(client!));
        Assert.Equal([thread, thread], contexts);
    }

    [Fact]
    public async Task EndsWithQueueTimeout_WhenNoSlotComesFree()
    {
        using var proxy = new TestProxy(Configs.Sections([], ["timeout queue 3s", $"server s1 {_server.Address} maxconn 1"]));
        var first = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        var second = proxy.Connect();
        proxy.Clock.Advance(3 * Second);
        Assert.Equal(CloseReason.QueueTimeout, await proxy.EndOf(second));
        Assert.Contains(" 3000/-1/3000 0 sQ ", Assert.Single(proxy.Logs.Connections));
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed);
        await first.Life.InTime();
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task GoesToAnotherServer_WhenTheOneItQueuesForGoesDown()
    {
        using var proxy = new TestProxy(Configs.Sections(
            [], ["balance hash " + Configs.ClientId, $"server s1 {_server.Address} maxconn 1", $"server s2 {_server.Address} maxconn 1"]));
        proxy.Connect().Send(Packets.Connect("same"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        var owner = proxy.Backend.Servers.Single(server => server.Connections.Current == 1);
        proxy.Connect().Send(Packets.Connect("same"));
        Assert.Equal(1, owner.Counters.Queue.Current);
        proxy.Backend.SetAdmin(owner, AdminState.Maintenance);
        await Waiting.Until(() => proxy.Relay.Runs.Count == 2);
        Assert.All(proxy.Backend.Servers, server => Assert.Equal(1, server.Connections.Current));
        Assert.Equal(0, owner.Counters.Queue.Current);
    }

    [Fact]
    public async Task LooksForAnotherServer_WhenTheOneThatIsFullWentDownBeforeItCouldQueue()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} maxconn 1"]));
        proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Backend.SetAdmin(proxy.Backend.Servers[0], AdminState.Maintenance);
        var slot = await proxy.Backend.Queue.AcquireAsync(proxy.Backend.Servers[0], null, TestContext.Current.CancellationToken).AsTask().InTime();
        Assert.Equal(Lb.Core.Queueing.SlotStatus.ServerWentDown, slot.Status);
        Assert.Equal(0, proxy.Backend.Servers[0].Counters.Queue.Current);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndsWithClientClosedInQueue_WhenTheClientLeavesWhileItWaits(bool byReset)
    {
        using var proxy = new TestProxy(Configs.Sections(
            [], ["balance hash " + Configs.ClientId, $"server s1 {_server.Address} maxconn 1"]));
        var first = proxy.Connect();
        first.Send(Packets.Connect("first"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        var second = proxy.Connect();
        second.Send(Packets.Connect("second"));
        if (byReset) second.Reset();
        else second.Close();
        Assert.Equal(CloseReason.ClientClosedInQueue, await proxy.EndOf(second));
        Assert.Contains(" CQ ", Assert.Single(proxy.Logs.Connections));
        proxy.Relay.Runs[0].End(RelayEnd.ClientClosed);
        await first.Life.InTime();
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task EndsWithClientClosedInConnect_WhenTheClientLeavesBetweenAttempts()
    {
        using var proxy = new TestProxy(Configs.Sections([], ["balance hash " + Configs.ClientId, $"server s1 {Refusing}"]));
        var client = proxy.Connect();
        client.Send(Packets.Connect("impatient"));
        await PausesAfter(proxy, 1);
        client.Close();
        Assert.Equal(CloseReason.ClientClosedInConnect, await proxy.EndOf(client));
        Assert.Contains(" CC ", Assert.Single(proxy.Logs.Connections));
        Assert.Equal(1, Attempts(proxy));
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task IsKilledAtShutdown_WhenItQueuesOrPausesAtTheHardStop()
    {
        using var proxy = new TestProxy(Configs.Sections(
            ["use_backend refuses if { src 203.0.113.0/24 }"],
            [$"server s1 {_server.Address} maxconn 1", "backend refuses", $"server s2 {Refusing}"]));
        var relays = proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        var queues = proxy.Connect();
        var pauses = proxy.Connect("203.0.113.1:1");
        var refuses = proxy.State.FindBackend("refuses")!;
        await Waiting.Until(() => refuses.ServerConnections == 0 && proxy.Clock.ArmedTimers == 2);
        await proxy.HardStop.CancelAsync();
        queues.Reset();
        pauses.Reset();
        await Task.WhenAll(queues.Life, pauses.Life).InTime();
        proxy.Relay.Runs[0].End(RelayEnd.ClientAborted);
        Assert.Equal(CloseReason.KilledAtShutdown, await proxy.EndOf(relays));
        Assert.Equal(3, proxy.Ends[CloseReason.KilledAtShutdown]);
        Assert.All(proxy.Logs.Connections, line => Assert.Contains(" K- ", line));
        Assert.Equal(0, proxy.Backend.Counters.ClientAborts.Value);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task CountsStickHitsAndMisses_WhenATableIsAsked()
    {
        using var proxy = new TestProxy(Configs.Sections(
            [],
            ["stick-table type string len 64 size 1k", "stick on " + Configs.ClientId, $"server s1 {_server.Address}", $"server s2 {_server.Address}"]));
        for (var i = 1; i <= 3; i++)
        {
            proxy.Connect().Send(Packets.Connect("again"));
            await Waiting.Until(() => proxy.Relay.Runs.Count == i);
        }

        Assert.Single(proxy.Routes.Lines.Distinct());
        Assert.Equal(2, proxy.Frontend.Mqtt.StickHits.Value);
        Assert.Equal(1, proxy.Frontend.Mqtt.StickMisses.Value);
    }

    [Fact]
    public async Task LeavesFromPortsOfTheRangeInTurn_WhenASourceHasOne()
    {
        // Below the ports that the system hands out.
        var first = new Random().Next(10_000, 30_000);
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} source 127.0.0.1:{first}-{first + 1}"]));
        proxy.Connect();
        using var one = await _server.AcceptAsync();
        proxy.Connect();
        using var two = await _server.AcceptAsync();
        Assert.Equal([first, first + 1], new[] { one.Source.Port, two.Source.Port }.Order());
    }

    [Fact]
    public async Task TriesTheNextPortWithoutAPause_WhenAPortOfTheRangeIsTaken()
    {
        using var taken = new TestServer();
        using var proxy = new TestProxy(Configs.Sections([], ["retries 1", $"server s1 {_server.Address} source 127.0.0.1:{taken.Port}"]));
        Assert.Equal(CloseReason.SourceBindFailed, await proxy.EndOf(proxy.Connect()));
        Assert.Equal(2, Attempts(proxy));
        Assert.Contains(" PC ", Assert.Single(proxy.Logs.Connections));
        proxy.AssertNothingHeld();
    }

    public void Dispose()
    {
        _server.Dispose();
        _refusing.Dispose();
    }

    // In this order each part, once it holds, goes on to hold: the timer is then the pause's and not the connect's.
    private static Task PausesAfter(TestProxy proxy, int attempts) =>
        Waiting.Until(() => Attempts(proxy) == attempts && proxy.Backend.ServerConnections == 0 && proxy.Clock.ArmedTimers == 1);

    private static long Attempts(TestProxy proxy) => proxy.Backend.Counters.ConnectionAttempts.Value;
}
