using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>CPU time per connection whose broker depends on its client id. Fails when a client id came to two brokers.</summary>
internal sealed class StickyProcedure(ConnectProcedure connections) : IRowProcedure
{
    public bool NeedsStickiness => true;

    public Measurement Measure(RowContext context)
    {
        var placement = context.Brokers.Placement = new ClientPlacement();
        var result = connections.Measure(context);
        context.Brokers.Placement = null;
        return result.Failure is null && placement.Moves > 0
            ? Measurement.Failed($"not sticky: client ids came to another broker {placement.Moves} times")
            : result;
    }
}
