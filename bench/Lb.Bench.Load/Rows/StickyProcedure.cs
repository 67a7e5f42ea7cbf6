using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>CPU time per connection whose broker depends on its client id. Fails when a client id came to two brokers.</summary>
internal sealed class StickyProcedure(ConnectProcedure connections) : IRowProcedure
{
    public bool NeedsStickiness => true;

    public IEnumerable<Measurement?> Measure(RowContext context)
    {
        var placement = new ClientPlacement();
        using var steps = connections.Measure(context).GetEnumerator();
        while (Step(steps, context, placement))
        {
            yield return steps.Current is { Failure: null } && placement.Moves > 0
                ? Measurement.Failed($"not sticky: client ids came to another broker {placement.Moves} times")
                : steps.Current;
        }
    }

    // The brokers are the same for all balancers, each of which places its clients in its own way.
    private static bool Step(IEnumerator<Measurement?> steps, RowContext context, ClientPlacement placement)
    {
        context.Brokers.Placement = placement;
        try
        {
            return steps.MoveNext();
        }
        finally
        {
            context.Brokers.Placement = null;
        }
    }
}
