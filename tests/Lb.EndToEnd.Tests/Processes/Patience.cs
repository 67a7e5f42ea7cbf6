namespace Lb.EndToEnd.Tests.Processes;

/// <summary>How long a test waits for what must come: long enough for a busy machine, never waited out when all is well.</summary>
internal static class Patience
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>A token that is cancelled at the limit.</summary>
    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;

    /// <summary>Looks again and again until a condition of another program holds.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="state">Describes what is there instead, for the failure.</param>
    public static async Task UntilAsync(Func<bool> holds, Func<string> state)
    {
        var limit = Token();
        while (!holds())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"Did not come within {Limit.TotalSeconds} s. There is: {state()}");
            await Task.Delay(Step, CancellationToken.None);
        }
    }
}
