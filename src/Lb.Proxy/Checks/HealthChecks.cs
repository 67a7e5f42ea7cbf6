using System.Collections.Immutable;
using Lb.Core.Health;
using Lb.Core.State;

namespace Lb.Proxy.Checks;

/// <summary>Runs the checks of all servers: one loop each, so that a server's checks never overlap.</summary>
/// <param name="bug">Told when a check threw, which counts for nothing; the next one follows as usual.</param>
/// <param name="time">Clock of the pauses and durations.</param>
public sealed class HealthChecks(Action<ServerState, Exception> bug, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loops = Task.CompletedTask;

    /// <summary>Starts all loops. To be called once.</summary>
    public void Start(ImmutableArray<CheckPlan> plans) => _loops = Task.WhenAll(plans.Select(RunAsync));

    /// <summary>Stops and waits for checks under way, which are cut short.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loops;
        _stop.Dispose();
    }

    private async Task RunAsync(CheckPlan plan)
    {
        var check = ServerChecks.For(plan.Server, time);
        var pause = plan.FirstDelay;
        while (await PauseAsync(pause))
        {
            await CheckAsync(plan.Server, check);
            pause = plan.Schedule.NextDelay(plan.Server.Health!);
        }
    }

    private async ValueTask<bool> PauseAsync(TimeSpan pause)
    {
        await Task.Delay(pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_stop.IsCancellationRequested;
    }

    private async Task CheckAsync(ServerState server, ServerCheck check)
    {
        try
        {
            var result = await check.RunAsync(_stop.Token);
            if (!_stop.IsCancellationRequested) server.Backend.Report(server, result);
        }
        catch (Exception e)
        {
            // A server whose checks ended for good would keep its state for ever: a dead one would stay up.
            bug(server, e);
        }
    }
}
