namespace Lb.Host.Serving;

/// <summary>Starts a balancer and prints what keeps it from running.</summary>
internal static class StartProblems
{
    /// <summary>True when it does not run.</summary>
    public static async Task<bool> PrintAsync(BalancerServer server)
    {
        var problems = await server.StartAsync();
        foreach (var problem in problems) await Console.Error.WriteLineAsync(problem);
        return problems.Count > 0;
    }
}
