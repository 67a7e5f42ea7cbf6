using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>A row that measures each balancer in one go.</summary>
internal interface IUndividedProcedure : IRowProcedure
{
    /// <summary>As <see cref="IRowProcedure.Measure"/>.</summary>
    Measurement MeasureAtOnce(RowContext context);

    IEnumerable<Measurement?> IRowProcedure.Measure(RowContext context)
    {
        yield return MeasureAtOnce(context);
    }
}
