using Lb.Transport.Listening;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Listening;

public sealed class AcceptGateTests
{
    [Fact]
    public void LetsInAtOnce_WhileThereIsAPlace()
    {
        var gate = new AcceptGate(2);

        Assert.True(gate.EnterAsync(default).AsTask().IsCompletedSuccessfully);
        Assert.True(gate.EnterAsync(default).AsTask().IsCompletedSuccessfully);
        Assert.Equal(2, gate.Open);
    }

    [Fact]
    public async Task LetsTheLongestWaitingInFirst_WhenAPlaceIsGivenBack()
    {
        var gate = new AcceptGate(1);
        await gate.EnterAsync(default);
        var first = gate.EnterAsync(default).AsTask();
        var second = gate.EnterAsync(default).AsTask();

        gate.Leave();

        await first.InTime();
        Assert.False(second.IsCompleted);
        Assert.Equal(1, gate.Open);
        gate.Leave();
        await second.InTime();
        gate.Leave();
        Assert.Equal(0, gate.Open);
    }

    [Fact]
    public async Task GivesThePlaceToTheNext_WhenTheFirstInLineGaveUp()
    {
        var gate = new AcceptGate(1);
        await gate.EnterAsync(default);
        using var cancel = new CancellationTokenSource();
        var gone = gate.EnterAsync(cancel.Token).AsTask();
        var next = gate.EnterAsync(default).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.InTime());
        gate.Leave();

        await next.InTime();
        Assert.Equal(1, gate.Open);
    }

    [Fact]
    public async Task HoldsNoPlace_WhenTheWaitWasCancelled()
    {
        var gate = new AcceptGate(1);
        await gate.EnterAsync(default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.EnterAsync(new CancellationToken(true)).InTime());
        gate.Leave();

        Assert.Equal(0, gate.Open);
    }

    [Fact]
    public void TakesAPlaceOrNone_WhenNobodyWantsToWait()
    {
        var gate = new AcceptGate(1);

        Assert.True(gate.TryEnter());
        Assert.False(gate.TryEnter());
        Assert.Equal(1, gate.Open);
        gate.Leave();
        Assert.True(gate.TryEnter());
    }

    [Fact]
    public void TellsEachWhoAskedOnce_WhenAPlaceIsFree()
    {
        var gate = new AcceptGate(1);
        var told = new List<string>();
        Assert.True(gate.TryEnter());
        gate.WhenFree(() => told.Add("first"));
        gate.WhenFree(() => told.Add("second"));
        Assert.Empty(told);

        gate.Leave();

        Assert.Equal(["first", "second"], told);
        Assert.True(gate.TryEnter());
        gate.Leave();
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void TellsAtOnce_WhenAPlaceIsFreeAlready()
    {
        var gate = new AcceptGate(1);
        var told = 0;

        gate.WhenFree(() => told++);

        Assert.Equal(1, told);
        Assert.Equal(0, gate.Open);
    }

    [Fact]
    public async Task GivesThePlaceToWhoWaitsBeforeItTellsAnybody()
    {
        var gate = new AcceptGate(1);
        var told = 0;
        Assert.True(gate.TryEnter());
        gate.WhenFree(() => told++);
        var waits = gate.EnterAsync(default).AsTask();

        gate.Leave();
        await waits.InTime();
        Assert.Equal(0, told);
        Assert.False(gate.TryEnter());
        gate.Leave();

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task LosesNobody_WhenReactorsAndListenersCompete()
    {
        var gate = new AcceptGate(2);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => i % 2 == 0 ? WaitAsync() : AskAsync()))).InTime();

        Assert.Equal(0, gate.Open);

        async Task WaitAsync()
        {
            for (var i = 0; i < 2000; i++)
            {
                await gate.EnterAsync(default);
                gate.Leave();
            }
        }

        async Task AskAsync()
        {
            for (var i = 0; i < 2000; i++)
            {
                while (!gate.TryEnter())
                {
                    var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    gate.WhenFree(free.SetResult);
                    await free.Task;
                }

                gate.Leave();
            }
        }
    }

    [Fact]
    public async Task NeverExceedsItsLimit_WhenManyEnterAndLeaveAtOnce()
    {
        var gate = new AcceptGate(3);
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(PassAsync))).InTime();

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, gate.Open);

        async Task PassAsync()
        {
            for (var i = 0; i < 2000; i++)
            {
                await gate.EnterAsync(default);
                var now = Interlocked.Increment(ref inside);
                if (now > Volatile.Read(ref most)) Volatile.Write(ref most, now);
                Interlocked.Decrement(ref inside);
                gate.Leave();
            }
        }
    }
}
