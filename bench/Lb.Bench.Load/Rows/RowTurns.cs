using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>One row on one balancer, a step at a time.</summary>
internal sealed class RowTurns(Balancer balancer, IRowProcedure procedure, RowContext context) : IDisposable
{
    private readonly IEnumerator<Measurement?> _steps = procedure.Measure(context).GetEnumerator();

    public Balancer Balancer => balancer;

    /// <summary>Takes a step.</summary>
    /// <returns>The measurement; null = there are more steps.</returns>
    public Measurement? Step()
    {
        try
        {
            var measurement = _steps.MoveNext() ? _steps.Current : throw new InvalidOperationException("A row ended without a measurement.");
            return measurement is not null && context.Running.HasExited ? Measurement.Failed(Exited) : measurement;
        }
        catch (IOException e)
        {
            return Measurement.Failed(context.Running.HasExited ? Exited : e.Message);
        }
    }

    /// <summary>Closes what the row holds open, and lets both sides finish with that.</summary>
    public void Dispose()
    {
        _steps.Dispose();
        context.Settle();
    }

    private string Exited => $"the balancer exited: {context.Running.LogTail()}";
}
