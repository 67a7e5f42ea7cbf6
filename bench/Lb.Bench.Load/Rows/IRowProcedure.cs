using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>How one row measures one balancer once.</summary>
internal interface IRowProcedure
{
    /// <summary>Whether the row needs client-id stickiness.</summary>
    bool NeedsStickiness => false;

    /// <summary>Takes seconds, not minutes. A balancer that fails its part gives a failed measurement; one that is gone, an <see cref="IOException"/>.</summary>
    Measurement Measure(RowContext context);
}
