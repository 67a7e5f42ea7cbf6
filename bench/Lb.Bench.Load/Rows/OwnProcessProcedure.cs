using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>Measures on a fresh process with a number of threads of its own, instead of the round's.</summary>
internal sealed class OwnProcessProcedure(int threads, IRowProcedure procedure) : IRowProcedure
{
    public IEnumerable<Measurement?> Measure(RowContext context)
    {
        if (threads > 1 && Cores.Load == Cores.Balancer)
        {
            yield return Measurement.Failed("there is only one core");
            yield break;
        }

        var (process, _) = context.StartFresh(threads);
        using var own = process;
        foreach (var step in procedure.Measure(context with { Running = own }))
            yield return step;
    }
}
