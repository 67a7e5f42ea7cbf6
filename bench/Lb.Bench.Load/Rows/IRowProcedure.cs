using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>How one row measures one balancer once.</summary>
internal interface IRowProcedure
{
    /// <summary>Whether the row needs client-id stickiness.</summary>
    bool NeedsStickiness => false;

    /// <summary>Measures, step by step: null ends a step, and it is the next balancer's turn; the measurement ends the row. What is open meanwhile stays
    /// open until the enumeration is disposed. Takes seconds, not minutes. A balancer that fails its part gives a failed measurement; one that is gone,
    /// an <see cref="IOException"/>.</summary>
    IEnumerable<Measurement?> Measure(RowContext context);
}
