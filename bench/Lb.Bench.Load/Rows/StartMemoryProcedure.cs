using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>Resident memory of a fresh process that has served one plain client.</summary>
internal sealed class StartMemoryProcedure : IUndividedProcedure
{
    public Measurement MeasureAtOnce(RowContext context)
    {
        var (process, _) = context.StartFresh(1);
        using var balancer = process;
        context.Loop.RunFor(TimeSpan.FromSeconds(1), context.Stop);
        return new Measurement(process.ResidentBytes / 1048576.0);
    }
}
