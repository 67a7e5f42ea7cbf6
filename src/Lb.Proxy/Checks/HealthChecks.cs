using System.Collections.Immutable;
using Lb.Core.Health;
using Lb.Core.State;

namespace Lb.Proxy.Checks;

/// <summary>Runs the checks of all servers: one loop each, so that a server's checks never overlap.</summary>
/// <param name="bug">Told when a check threw; that server is then checked no more.</param>
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
        try
        {
            var check = ServerChecks.For(plan.Server, time);
            await Task.Delay(plan.FirstDelay, time, _stop.Token);
            while (true)
            {
                var result = await check.RunAsync(_stop.Token);
                if (_stop.IsCancellationRequested) return;
                plan.Server.Backend.Report(plan.Server, result);
                await Task.Delay(plan.Schedule.NextDelay(plan.Server.Health!), time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (Exception e)
        {
            bug(plan.Server, e);
        }
    }
}
