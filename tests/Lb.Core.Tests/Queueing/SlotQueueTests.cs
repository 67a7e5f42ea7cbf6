using Lb.Configuration.Model;
using Lb.Core.Queueing;
using Lb.Core.State;
using Lb.Core.Tests.State;
using Lb.Testing.Time;

namespace Lb.Core.Tests.Queueing;

public sealed class SlotQueueTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void GrantsAtOnce_WhenTheServerHasNoLimit()
    {
        var backend = Backend(Configs.Server(1));
        for (var i = 0; i < 100; i++) Assert.True(Acquire(backend, "S1").AsTask().IsCompletedSuccessfully);
        Assert.Equal(100, backend.Named("S1").Connections.Current);
    }

    [Fact]
    public async Task TakesASlotWithoutAWait_OnlyWhereOneIsFreeAndNobodyWaits()
    {
        var backend = Backend(Limited(1, 1), Limited(2, 1));
        Assert.True(backend.Queue.TryAcquire(backend.Named("S1"), out var first));
        Assert.Equal("S1", first.Name);
        Assert.False(backend.Queue.TryAcquire(backend.Named("S1"), out _));
        Assert.True(backend.Queue.TryAcquire(null, out var other));
        Assert.Equal("S2", other.Name);
        Assert.False(backend.Queue.TryAcquire(null, out _));
        var waits = backend.Queue.AcquireAsync(null, null, CancellationToken.None).AsTask();
        backend.Queue.Release(first);
        Assert.Equal("S1", (await waits).Server!.Name);
        Assert.Equal((1, 1), (first.Connections.Current, other.Connections.Current));
    }

    [Fact]
    public async Task ServesInOrder_WhenASlotFrees()
    {
        var backend = Backend(Limited(1, 1));
        await Acquire(backend, "S1");
        var second = Acquire(backend, "S1").AsTask();
        var third = Acquire(backend, "S1").AsTask();
        Assert.Equal(2, backend.Named("S1").Counters.Queue.Current);
        backend.Queue.Release(backend.Named("S1"));
        Assert.Equal(new SlotOutcome(SlotStatus.Granted, backend.Named("S1"), 0, 0), await second);
        Assert.False(third.IsCompleted);
        backend.Queue.Release(backend.Named("S1"));
        Assert.Equal(1, (await third).ServerQueuePosition);
        Assert.Equal((0, 2), (backend.Named("S1").Counters.Queue.Current, backend.Named("S1").Counters.Queue.Max));
    }

    [Fact]
    public async Task GivesUp_WhenTheTimeIsOver()
    {
        var backend = Backend(Limited(1, 1));
        await Acquire(backend, "S1");
        var waiting = backend.Queue.AcquireAsync(backend.Named("S1"), TimeSpan.FromSeconds(3), CancellationToken.None).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(SlotStatus.TimedOut, (await waiting).Status);
        Assert.Equal((0, 1), (backend.Named("S1").Counters.Queue.Current, backend.Named("S1").Connections.Current));
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task GivesUp_WhenTheClientIsGone()
    {
        var backend = Backend(Limited(1, 1));
        await Acquire(backend, "S1");
        using var client = new CancellationTokenSource();
        var waiting = backend.Queue.AcquireAsync(backend.Named("S1"), null, client.Token).AsTask();
        await client.CancelAsync();
        Assert.Equal(SlotStatus.Cancelled, (await waiting).Status);
        backend.Queue.Release(backend.Named("S1"));
        Assert.Equal(0, backend.Named("S1").Connections.Current);
    }

    [Fact]
    public async Task TakesWhicheverFreesFirst_WhenAnyServerWillDo()
    {
        var backend = Backend(Limited(1, 1), Limited(2, 1));
        await Acquire(backend, "S1");
        await Acquire(backend, "S2");
        var waiting = backend.Queue.AcquireAsync(null, null, CancellationToken.None).AsTask();
        Assert.Equal(1, backend.Counters.Queue.Current);
        backend.Queue.Release(backend.Named("S2"));
        Assert.Equal("S2", (await waiting).Server!.Name);
    }

    [Fact]
    public async Task ServesWhoeverCameFirst_OfBothQueues()
    {
        var backend = Backend(Limited(1, 1));
        await Acquire(backend, "S1");
        var any = backend.Queue.AcquireAsync(null, null, CancellationToken.None).AsTask();
        var own = Acquire(backend, "S1").AsTask();
        backend.Queue.Release(backend.Named("S1"));
        Assert.Equal(SlotStatus.Granted, (await any).Status);
        Assert.False(own.IsCompleted);
    }

    [Fact]
    public async Task SendsWaitersElsewhere_WhenTheirServerGoesDown()
    {
        var backend = Backend(Limited(1, 1), Limited(2, 1));
        await Acquire(backend, "S1");
        var waiting = Acquire(backend, "S1").AsTask();
        ServerStateChange? change = null;
        backend.ServerChanged += seen => change = seen;
        backend.SetAdmin(backend.Named("S1"), AdminState.Maintenance);
        Assert.Equal(SlotStatus.ServerWentDown, (await waiting).Status);
        Assert.Equal((1, 0), (change!.Requeued, change.StillQueued));
    }

    [Fact]
    public async Task ServesThoseWhoWaitForAny_WhenAServerComesUp()
    {
        var backend = Backend(Limited(1, 1), Limited(2, 1) with { Disabled = true });
        await Acquire(backend, "S1");
        var waiting = backend.Queue.AcquireAsync(null, null, CancellationToken.None).AsTask();
        backend.SetAdmin(backend.Named("S2"), AdminState.Ready);
        Assert.Equal("S2", (await waiting).Server!.Name);
    }

    [Fact]
    public void KeepsToTheModel_WhateverTheOrder() => Seeded.Check(random =>
    {
        var backend = Backend(Limited(1, random.Next(1, 4)), Limited(2, random.Next(1, 4)));
        for (var step = 0; step < 200; step++)
        {
            var server = backend.Servers[random.Next(2)];
            if (random.Next(2) == 0 && server.Connections.Current > 0) backend.Queue.Release(server);
            else backend.Queue.AcquireAsync(random.Next(3) == 0 ? null : server, null, CancellationToken.None).AsTask();

            // A server is never over its limit, and has a free slot only where nobody waits for it or for any.
            Assert.All(backend.Servers, one => Assert.InRange(one.Connections.Current, 0, one.Config.MaxConnections));
            var free = backend.Servers.Where(one => one.Connections.Current < one.Config.MaxConnections).ToList();
            Assert.All(free, one => Assert.Equal(0, one.Counters.Queue.Current));
            if (free.Count > 0) Assert.Equal(0, backend.Counters.Queue.Current);
        }
    });

    [Fact]
    public async Task LosesNoSlot_WhenManyThreadsCompete()
    {
        var backend = Backend(Limited(1, 3));
        var server = backend.Named("S1");
        var inside = 0;
        await Parallel.ForAsync(0, 5000, async (_, _) =>
        {
            await backend.Queue.AcquireAsync(server, null, CancellationToken.None);
            Assert.InRange(Interlocked.Increment(ref inside), 1, 3);
            Interlocked.Decrement(ref inside);
            backend.Queue.Release(server);
        });
        Assert.Equal((0, 0), (server.Connections.Current, server.Counters.Queue.Current));
    }

    private static ServerConfig Limited(int id, int slots) => Configs.Server(id) with { MaxConnections = slots };

    private static ValueTask<SlotOutcome> Acquire(BackendState backend, string server) =>
        backend.Queue.AcquireAsync(backend.Named(server), null, CancellationToken.None);

    private BackendState Backend(params ServerConfig[] servers) => Configs.Backend(new BalanceConfig(), servers).State(_time);
}
