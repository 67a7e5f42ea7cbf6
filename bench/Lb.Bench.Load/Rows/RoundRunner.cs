using System.Globalization;
using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Measuring;
using Lb.Bench.Load.Report;

namespace Lb.Bench.Load.Rows;

/// <summary>
/// Measures every row once for every balancer. All balancers run through the whole round and take turns row by row, in another order
/// each time, so that a change of the machine's mood hits them alike; each round has processes of its own.
/// </summary>
internal sealed class RoundRunner(
    EventLoop loop, EchoServer brokers, BalancerStarter starter, Comparison comparison, double scale, CancellationToken stop)
{
    public void Run(int round)
    {
        var running = new Dictionary<Balancer, BalancerProcess>();
        try
        {
            foreach (var balancer in comparison.Balancers)
                Start(balancer, round, running);
            for (int i = 0; i < comparison.Rows.Count; i++)
                MeasureRow(comparison.Rows[i], round, Rotated([.. running], round + i));
        }
        finally
        {
            foreach (var process in running.Values)
                process.Dispose();
        }
    }

    private static IEnumerable<T> Rotated<T>(IReadOnlyList<T> items, int by) =>
        Enumerable.Range(by, items.Count).Select(at => items[at % items.Count]);

    private void Start(Balancer balancer, int round, Dictionary<Balancer, BalancerProcess> running)
    {
        try
        {
            running.Add(balancer, starter.Start(balancer, threads: 1, stop).Process);
        }
        catch (IOException e)
        {
            foreach (var row in comparison.Rows)
                Add(row, balancer, round, Measurement.Failed(e.Message));
        }
    }

    private void MeasureRow(BenchRow row, int round, IEnumerable<KeyValuePair<Balancer, BalancerProcess>> running)
    {
        var turns = new Queue<RowTurns>(running
            .Where(pair => !row.Procedure.NeedsStickiness || pair.Key.HasStickiness)
            .Select(pair => new RowTurns(pair.Key, row.Procedure, ContextOf(pair.Key, pair.Value))));
        try
        {
            while (turns.TryPeek(out var next))
            {
                if (next.Step() is { } measurement)
                {
                    next.Dispose();
                    Add(row, next.Balancer, round, measurement);
                }
                else
                    turns.Enqueue(next);
                turns.Dequeue();
            }
        }
        finally
        {
            foreach (var left in turns)
                left.Dispose();
        }
    }

    private RowContext ContextOf(Balancer balancer, BalancerProcess process) =>
        new(loop, brokers, process, threads => starter.Start(balancer, threads, stop), scale, stop);

    private void Add(BenchRow row, Balancer balancer, int round, Measurement measurement)
    {
        comparison.Add(new Sample(row.Name, balancer.Name, round, measurement));
        string value = measurement.Failure ?? string.Create(CultureInfo.InvariantCulture, $"{measurement.Value:F1} {row.Unit}  {measurement.Detail} other_work={measurement.OtherWork:F3}");
        Console.WriteLine($"round {round}  {row.Name,-17} {balancer.Name,-8} {value}");
    }
}
