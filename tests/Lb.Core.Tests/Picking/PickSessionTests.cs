using System.Net;
using Lb.Configuration.Model;
using Lb.Core.Picking;
using Lb.Core.Samples;
using Lb.Core.State;
using Lb.Core.Tests.Samples;
using Lb.Core.Tests.State;
using Lb.Testing.Time;

namespace Lb.Core.Tests.Picking;

public sealed class PickSessionTests
{
    private static readonly BalanceConfig BySource = new() { Algorithm = BalanceAlgorithm.Source };
    private static readonly StickTableConfig Table = new() { Type = StickKeyType.String, Size = 100 };
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void TriesTheSameServerAfterASecond_WhenNotRedispatched()
    {
        var backend = Backend(BySource, new RetryConfig(), 3);
        var session = Start(backend);
        var first = session.First()!.Value;
        Assert.Equal((TimeSpan.Zero, PickReason.Hash), (first.Delay, first.Reason));
        for (var retry = 0; retry < 3; retry++)
            Assert.Equal(new ServerCandidate(first.Server, TimeSpan.FromSeconds(1), PickReason.Retry), session.NextAfterFailure(first.Server!));
        Assert.Null(session.NextAfterFailure(first.Server!));
        Assert.Equal((3, 0, 1), (backend.Counters.Retries.Value, backend.Counters.Redispatches.Value, backend.Counters.ConnectionErrors.Value));
    }

    [Fact]
    public void WaitsNoLongerThanTheConnectTimeout()
    {
        var backend = Configs.Backend(BySource, Configs.Server(1), Configs.Server(2)) with { ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        var session = Start(backend.State(_time));
        var first = session.First()!.Value;
        Assert.Equal(TimeSpan.FromMilliseconds(300), session.NextAfterFailure(first.Server!)!.Value.Delay);
    }

    [Fact]
    public void GoesElsewhereAtTheLastAttempt_WhenHashedAndRedispatch()
    {
        var session = Start(Backend(BySource, new RetryConfig { Redispatch = true }, 3));
        var first = session.First()!.Value;
        Assert.Equal(PickReason.Retry, session.NextAfterFailure(first.Server!)!.Value.Reason);
        Assert.Equal(PickReason.Retry, session.NextAfterFailure(first.Server!)!.Value.Reason);
        var last = session.NextAfterFailure(first.Server!)!.Value;
        Assert.True(last.Redispatched);
        Assert.NotSame(first.Server, last.Server);
        Assert.Null(session.NextAfterFailure(last.Server!));
    }

    [Theory]
    [InlineData(1, "RRR")]
    [InlineData(2, "rRr")]
    [InlineData(-1, "rrR")]
    [InlineData(-2, "rRr")]
    [InlineData(0, "rrR")]
    public void RedispatchesAtEachInterval(int interval, string expected)
    {
        var session = Start(Backend(BySource, new RetryConfig { Redispatch = true, RedispatchInterval = interval }, 3));
        var current = session.First()!.Value;
        var seen = "";
        while (session.NextAfterFailure(current.Server!) is { } next)
        {
            seen += next.Redispatched ? 'R' : 'r';
            current = next;
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public void GoesElsewhereAtOnce_WhenServersTakeTurnsAndRedispatch()
    {
        var session = Start(Backend(new BalanceConfig(), new RetryConfig { Redispatch = true }, 2));
        var first = session.First()!.Value;
        var second = session.NextAfterFailure(first.Server!)!.Value;
        Assert.Equal((TimeSpan.Zero, true), (second.Delay, second.Redispatched));
        Assert.NotSame(first.Server, second.Server);
    }

    [Fact]
    public void StaysWithTheOnlyServer_EvenWithRedispatch()
    {
        var session = Start(Backend(new BalanceConfig(), new RetryConfig { Redispatch = true }, 1));
        var first = session.First()!.Value;
        for (var i = 0; i < 3; i++) Assert.Equal(PickReason.Retry, session.NextAfterFailure(first.Server!)!.Value.Reason);
        Assert.Null(session.NextAfterFailure(first.Server!));
    }

    [Fact]
    public void TriesEachServerOnce_WhenTheNextOneIsTakenAtOnce()
    {
        var session = Start(Backend(BySource, new RetryConfig { Retries = null, NextServerAtOnce = true }, 4));
        var tried = new List<ServerState>();
        for (var next = session.First(); next is { } candidate; next = session.NextAfterFailure(candidate.Server!))
        {
            Assert.Equal(TimeSpan.Zero, candidate.Delay);
            tried.Add(candidate.Server!);
        }

        Assert.Equal(4, tried.Distinct().Count());
    }

    [Fact]
    public void GivesUp_WhenTheTimeForAllAttemptsIsOver()
    {
        var retry = new RetryConfig { Retries = null, NextServerAtOnce = true, TotalTimeout = TimeSpan.FromSeconds(5) };
        var session = Start(Backend(BySource, retry, 4));
        var first = session.First()!.Value;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(session.NextAfterFailure(first.Server!));
    }

    [Fact]
    public void HasNoCandidate_WhenNoServerIsUsable()
    {
        var backend = Configs.Backend(new BalanceConfig(), Configs.Server(1) with { Disabled = true }).State(_time);
        Assert.Null(Start(backend).First());
    }

    [Fact]
    public void WaitsForAnySlot_WhenAllAreFull()
    {
        var backend = Configs.Backend(new BalanceConfig(), Configs.Server(1) with { MaxConnections = 1 }).State(_time);
        backend.Servers[0].Connections.Increment();
        Assert.Null(Start(backend).First()!.Value.Server);
    }

    [Fact]
    public void HasNoCandidate_WhenAllAreFullAndNothingQueues()
    {
        var full = Configs.Server(1) with { MaxConnections = 1, SkipWhenFull = true };
        var backend = Configs.Backend(new BalanceConfig(), full).State(_time);
        backend.Servers[0].Connections.Increment();
        Assert.Null(Start(backend).First());
    }

    [Fact]
    public void WaitsForItsOwnServer_WhenHashedAndFull()
    {
        var backend = Configs.Backend(BySource, Configs.Server(1) with { MaxConnections = 1 }).State(_time);
        backend.Servers[0].Connections.Increment();
        Assert.Same(backend.Servers[0], Start(backend).First()!.Value.Server);
    }

    [Fact]
    public void UsesABackup_WhenFailuresTookTheOthersOut()
    {
        var once = new PassiveFailureConfig(1, TimeSpan.FromSeconds(10));
        var primary = Configs.Server(1) with { PassiveFailures = once };
        var config = Configs.Backend(new BalanceConfig(), primary, Configs.Server(2) with { Backup = true }) with
        {
            Retry = new RetryConfig { Retries = null, NextServerAtOnce = true },
        };
        var session = Start(config.State(_time));
        var first = session.First()!.Value;
        Assert.Equal("S1", first.Server!.Name);
        Assert.Equal("S2", session.NextAfterFailure(first.Server)!.Value.Server!.Name);
    }

    [Fact]
    public void WaitsForTheConnect_WhenTheKeyIsInIt()
    {
        var backend = Sticky();
        var packet = Packets.Connect("device-1");
        Assert.Null(PickSession.TryStart(backend, Packets.Facts(packet.AsSpan(0, 10))));
        Assert.NotNull(PickSession.TryStart(backend, Packets.Facts(packet.AsSpan(0, 10), complete: true)));
        Assert.NotNull(PickSession.TryStart(backend, Packets.Facts(packet)));
    }

    [Fact]
    public void ReturnsToTheServerThatWasReached()
    {
        var backend = Sticky();
        var facts = Packets.Facts(Packets.Connect("device-1"));
        var (first, lookup) = ConnectAs(backend, facts);
        Assert.Equal(StickLookup.Miss, lookup);
        for (var i = 0; i < 5; i++) Assert.Equal((first, StickLookup.Hit), ConnectAs(backend, facts));
        Assert.Equal(1, backend.StickTable!.Used);
    }

    [Fact]
    public void StoresNothing_WhenNoServerWasReached()
    {
        var backend = Sticky();
        PickSession.TryStart(backend, Packets.Facts(Packets.Connect("device-1")))!.First();
        Assert.Equal(0, backend.StickTable!.Used);
    }

    [Fact]
    public void MovesAndLearnsAnew_WhenItsServerWentAway()
    {
        var backend = Sticky();
        var facts = Packets.Facts(Packets.Connect("device-1"));
        var (first, _) = ConnectAs(backend, facts);
        backend.SetAdmin(first, AdminState.Maintenance);
        var (second, lookup) = ConnectAs(backend, facts);
        Assert.NotSame(first, second);
        Assert.Equal(StickLookup.Miss, lookup);
        backend.SetAdmin(first, AdminState.Ready);
        Assert.Equal((second, StickLookup.Hit), ConnectAs(backend, facts));
    }

    [Fact]
    public void ReturnsToADrainedServer_WhenItSticks()
    {
        var backend = Sticky();
        var facts = Packets.Facts(Packets.Connect("device-1"));
        var (first, _) = ConnectAs(backend, facts);
        backend.SetWeight(first, 0);
        Assert.Equal((first, StickLookup.Hit), ConnectAs(backend, facts));
    }

    [Fact]
    public void AsksNoTable_WhenThereIsNoKey()
    {
        var backend = Sticky();
        Assert.Equal(StickLookup.NotAsked, ConnectAs(backend, Packets.Facts(Packets.Connect(""))).Lookup);
        Assert.Equal(0, backend.StickTable!.Used);
    }

    [Fact]
    public void FindsTheServerOfTheSameName_WhenTheTableIsShared()
    {
        var owner = Sticky().Config;
        var user = Configs.Backend(BalanceAlgorithm.RoundRobin, 1, 1, 1) with { Name = "U", StickRules = owner.StickRules };
        var state = new RuntimeState(Configs.Config(owner, user), _time, new Random(1));
        var facts = Packets.Facts(Packets.Connect("device-1"));
        var stored = ConnectAs(state.FindBackend("B")!, facts).Server;
        ConnectAs(state.FindBackend("U")!, Packets.Facts(Packets.Connect("other")));
        var (found, lookup) = ConnectAs(state.FindBackend("U")!, facts);
        Assert.Equal(("U", stored.Name, StickLookup.Hit), (found.Backend.Name, found.Name, lookup));
    }

    private static PickSession Start(BackendState backend) =>
        PickSession.TryStart(backend, new ConnectionFacts { Client = new IPEndPoint(IPAddress.Loopback, 1) })!;

    private static (ServerState Server, StickLookup Lookup) ConnectAs(BackendState backend, ConnectionFacts facts)
    {
        var session = PickSession.TryStart(backend, facts)!;
        var server = session.First()!.Value.Server!;
        session.Connected(server);
        return (server, session.StickLookup);
    }

    private BackendState Backend(BalanceConfig balance, RetryConfig retry, int servers) =>
        (Configs.Backend(balance, [.. Enumerable.Range(1, servers).Select(id => Configs.Server(id))]) with { Retry = retry }).State(_time);

    private BackendState Sticky() => (Configs.Backend(BalanceAlgorithm.RoundRobin, 1, 1, 1) with
    {
        StickTable = Table,
        StickRules = [new StickRuleConfig(StickRuleKind.On, Expressions.Field("client_identifier"), "B", null, Configs.Nowhere)],
    }).State(_time);
}
