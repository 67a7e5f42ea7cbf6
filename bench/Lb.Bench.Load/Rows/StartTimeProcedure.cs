using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>How long a fresh process takes to serve.</summary>
internal sealed class StartTimeProcedure(Func<StartTimes, TimeSpan> moment) : IUndividedProcedure
{
    public Measurement MeasureAtOnce(RowContext context)
    {
        var (process, times) = context.StartFresh(1);
        process.Dispose();
        return new Measurement(moment(times).TotalMilliseconds);
    }
}
