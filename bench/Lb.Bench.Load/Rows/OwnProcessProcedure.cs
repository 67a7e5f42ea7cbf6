using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>Measures on a fresh process with a number of threads of its own, instead of the round's.</summary>
internal sealed class OwnProcessProcedure(int threads, IRowProcedure procedure) : IRowProcedure
{
    public Measurement Measure(RowContext context)
    {
        if (threads > 1 && Cores.Load == Cores.Balancer)
            return Measurement.Failed("there is only one core");
        var (process, _) = context.StartFresh(threads);
        using (process)
            return procedure.Measure(context with { Running = process });
    }
}
