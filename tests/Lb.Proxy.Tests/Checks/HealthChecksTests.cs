using System.Collections.Concurrent;
using Lb.Core.State;
using Lb.Proxy.Checks;
using Lb.Proxy.Tests.Proxies;
using Lb.Testing.Balancers;
using Lb.Testing.Time;

namespace Lb.Proxy.Tests.Checks;

public sealed class HealthChecksTests : IDisposable
{
    private readonly RefusingPort _refusing = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentQueue<Exception> _bugs = new();

    [Fact]
    public async Task TakesAServerDown_WhenItsFirstCheckFails()
    {
        var state = State("check inter 2s fastinter 1s fall 3");
        await using var checks = Started(state);
        var server = state.Backends[0].Servers[0];
        await Waiting.Until(() => _clock.ArmedTimers == 1 && server.Health!.IsChecked);
        Assert.Equal(ServerStatus.Down, server.Status);
        Assert.Empty(_bugs);
    }

    [Fact]
    public async Task GoesOnChecking_WhenOneCheckThrows()
    {
        var state = State("check inter 2s");
        var reports = 0;
        state.Backends[0].CheckReported += _ =>
        {
            if (Interlocked.Increment(ref reports) == 1) throw new InvalidOperationException("a bug");
        };
        await using var checks = Started(state);
        await Waiting.Until(() => !_bugs.IsEmpty && _clock.ArmedTimers == 1);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Waiting.Until(() => Volatile.Read(ref reports) == 2);
        Assert.Equal("a bug", Assert.Single(_bugs).Message);
    }

    [Fact]
    public async Task StopsAtOnce_WhileACheckWaitsForAnAnswer()
    {
        using var silent = new TestServer();
        var state = State("check inter 2s", silent.Port, "option mqtt-check");
        var checks = Started(state);
        using var leg = await silent.AcceptAsync();
        await checks.DisposeAsync().AsTask().InTime();
        Assert.Equal(0, _clock.ArmedTimers);
        Assert.False(state.Backends[0].Servers[0].Health!.IsChecked);
        Assert.Empty(_bugs);
    }

    [Fact]
    public async Task StopsAtOnce_InThePauseBetweenChecks()
    {
        var checks = Started(State("check inter 2s"));
        await Waiting.Until(() => _clock.ArmedTimers == 1);
        await checks.DisposeAsync().AsTask().InTime();
        Assert.Equal(0, _clock.ArmedTimers);
        Assert.Empty(_bugs);
    }

    public void Dispose() => _refusing.Dispose();

    private HealthChecks Started(RuntimeState state)
    {
        var checks = new HealthChecks((_, bug) => _bugs.Enqueue(bug), _clock);
        checks.Start(state.PlanChecks());
        return checks;
    }

    private RuntimeState State(string options, int? port = null, params string[] backend) => new(
        Configs.Parse(Configs.Sections([], [.. backend, $"server s1 127.0.0.1:{port ?? _refusing.Port} {options}"])), _clock, new Random(1));
}
