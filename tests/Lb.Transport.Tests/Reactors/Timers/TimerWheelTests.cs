using Lb.Transport.Reactors.Timers;

namespace Lb.Transport.Tests.Reactors.Timers;

public sealed class TimerWheelTests : IDisposable
{
    private const long Start = 1_000_003;
    private const int Tick = TimerWheel.TickMilliseconds;

    private readonly TimerWheel _wheel = new(Start);
    private readonly RecordedExpiry _expiry = new();

    public static TheoryData<long> Delays { get; } =
    [
        1, 7, 8, 9, 1_000, 8_191, 8_192, 8_193, 50_000, 600_000, 3_600_000, 8_388_608, 86_400_000, 30L * 86_400_000, 400L * 86_400_000,
    ];

    public void Dispose() => _wheel.Dispose();

    [Theory]
    [MemberData(nameof(Delays))]
    public void ExpiresWithinATickAfterItsTime_WhateverTheDelay(long delay)
    {
        _wheel.Add(Start + delay, 7);

        Advance(Start + delay - 1);
        Assert.Empty(_expiry.Tags);
        Advance(Start + delay + Tick);

        Assert.Equal([7UL], _expiry.Tags);
        Assert.Equal(0, _wheel.Count);
    }

    [Theory]
    [MemberData(nameof(Delays))]
    public void WakesOftenEnough_WhenTheLoopSleepsAsLongAsItIsTold(long delay)
    {
        _wheel.Add(Start + delay, 7);
        var now = Start;
        var wakes = 0;

        for (; _expiry.Tags.Count == 0; wakes++)
        {
            now += _wheel.NextDelay(now);
            Advance(now);
        }

        Assert.InRange(now, Start + delay, Start + delay + Tick);
        Assert.InRange(wakes, 1, 20);
    }

    [Fact]
    public void SaysForever_WithoutTimers()
    {
        Assert.Equal(-1, _wheel.NextDelay(Start));
        _wheel.Remove(_wheel.Add(Start + 10, 0));
        Assert.Equal(-1, _wheel.NextDelay(Start));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5_000)]
    [InlineData(long.MinValue)]
    public void ExpiresAtOnce_WhenItsTimeIsPast(long delay)
    {
        _wheel.Add(delay == long.MinValue ? delay : Start + delay, 7);

        Assert.Equal(0, _wheel.NextDelay(Start));
        Advance(Start);

        Assert.Equal([7UL], _expiry.Tags);
    }

    [Fact]
    public void NeverExpires_WhenItsTimeIsTheEndOfTime()
    {
        _wheel.Add(long.MaxValue, 7);

        Advance(Start + 200L * 365 * 86_400_000);

        Assert.Empty(_expiry.Tags);
        Assert.InRange(_wheel.NextDelay(Start), 1, int.MaxValue);
    }

    [Fact]
    public void DoesNothing_WhenTheClockGoesBackwards()
    {
        Advance(Start + 1_000);
        _wheel.Add(Start + 500, 7);

        Advance(Start + 900);
        Assert.Empty(_expiry.Tags);
        Advance(Start + 1_000);

        Assert.Equal([7UL], _expiry.Tags);
    }

    [Fact]
    public void ExpiresAtTheLaterTime_WhenMovedBackAndForth()
    {
        var id = _wheel.Add(Start + 100, 7);

        _wheel.Move(id, Start + 60_000);
        _wheel.Move(id, Start + 50);
        _wheel.Move(id, Start + 9_000);
        Advance(Start + 8_999);
        Assert.Empty(_expiry.Tags);
        Advance(Start + 9_000 + Tick);

        Assert.Equal([7UL], _expiry.Tags);
    }

    [Fact]
    public void EndsTheCall_WhenAnExpirySetsItselfToThePastEachTime()
    {
        _expiry.Then = (id, _) => _wheel.Move(id, Start);
        _wheel.Add(Start + 10, 7);

        Advance(Start + 1_000);
        Assert.Equal([7UL], _expiry.Tags);
        Advance(Start + 1_000 + Tick);

        Assert.Equal([7UL, 7UL], _expiry.Tags);
    }

    [Fact]
    public void ReachesTheNewTimeInTheSameCall_WhenAnotherTimerMovedOverTheSleep()
    {
        var other = _wheel.Add(Start + 20, 2);
        _wheel.Add(Start + 10, 1);
        _expiry.Then = (_, tag) =>
        {
            if (tag == 1) _wheel.Move(other, Start + 1_000_000);
        };

        Advance(Start + 900_000);
        Assert.Equal([1UL], _expiry.Tags);
        Advance(Start + 1_000_000 + Tick);

        Assert.Equal([1UL, 2UL], _expiry.Tags);
    }

    [Fact]
    public void LeavesOutATimer_WhenAnotherOfTheSameTickRemovesIt()
    {
        int[] ids = [_wheel.Add(Start + 10, 0), _wheel.Add(Start + 10, 1), _wheel.Add(Start + 10, 2)];
        _expiry.Then = (_, tag) =>
        {
            foreach (var other in new ulong[] { 0, 1, 2 }.Where(other => other != tag)) _wheel.Remove(ids[other]);
        };

        Advance(Start + 1_000);

        Assert.Single(_expiry.Tags);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void KeepsTheNewTimer_WhenAnExpiryRemovesItselfAndItsIdIsUsedAgain()
    {
        _expiry.Then = (id, tag) =>
        {
            if (tag != 1) return;
            _wheel.Remove(id);
            Assert.Equal(id, _wheel.Add(Start + 5_000, 2));
        };
        _wheel.Add(Start + 10, 1);

        Advance(Start + 100);
        Assert.Equal(1, _wheel.Count);
        Advance(Start + 5_000 + Tick);

        Assert.Equal([1UL, 2UL], _expiry.Tags);
    }

    [Fact]
    public void EndsAFewACall_WhenThousandsAreDueTogether()
    {
        const int Timers = 10_000;
        for (var i = 0; i < Timers; i++) _wheel.Add(Start + 10, (ulong)i);

        for (var ended = TimerWheel.MostExpiries; ended < Timers; ended += TimerWheel.MostExpiries)
        {
            Advance(Start + 1_000);
            Assert.Equal(ended, _expiry.Tags.Count);
            Assert.Equal(0, _wheel.NextDelay(Start + 1_000));
        }

        Advance(Start + 1_000);
        Assert.Equal(Timers, _expiry.Tags.Distinct().Count());
        Assert.Equal(-1, _wheel.NextDelay(Start + 1_000));
    }

    [Fact]
    public void EndsTimersInOrder_WhenTheirSlotIsSpreadInSeveralCalls()
    {
        const int Timers = 20_000;
        const int CallsToSpread = 4;
        for (var i = 0; i < Timers; i++) _wheel.Add(Start + 9_000 + (i % 1_000 * Tick), (ulong)(i % 1_000));

        for (var call = 0; call < CallsToSpread; call++)
        {
            Advance(Start + 20_000);
            Assert.Empty(_expiry.Tags);
            Assert.Equal(0, _wheel.NextDelay(Start + 20_000));
        }

        while (_wheel.Count > 0) Advance(Start + 20_000);

        Assert.Equal(Timers, _expiry.Tags.Count);
        Assert.Equal(_expiry.Tags.Order(), _expiry.Tags);
    }

#if DEBUG
    [Fact]
    public void Throws_WhenATimerIsRemovedTwice()
    {
        var id = _wheel.Add(Start + 10, 0);
        _wheel.Remove(id);

        Assert.Throws<InvalidOperationException>(() => _wheel.Remove(id));
    }

    [Fact]
    public void Throws_WhenAnExpiredTimerIsMoved()
    {
        var id = _wheel.Add(Start + 10, 0);
        Advance(Start + 100);

        Assert.Throws<InvalidOperationException>(() => _wheel.Move(id, Start + 200));
    }
#endif

    private void Advance(long now) => _wheel.Advance(now, _expiry);
}
