using Lb.Bench.Load.Balancers;

namespace Lb.Bench.Load.Rows;

/// <summary>Rows that one command measures together.</summary>
/// <param name="Name">The command.</param>
/// <param name="Rows">In the table's order.</param>
/// <param name="Balancers">Who is measured unless the user says otherwise, separated by commas.</param>
/// <param name="Programs">Who can be measured; the paths of mqlb and of an earlier build are given.</param>
/// <param name="Reference">Whom the others are compared with.</param>
internal sealed record RowSet(
    string Name, IReadOnlyList<BenchRow> Rows, string Balancers, Func<string, string, IReadOnlyList<Balancer>> Programs, string Reference)
{
    public static readonly RowSet Compare = new("compare", BenchRows.All, "haproxy,nginx,mqlb", Balancer.All, Balancer.Reference);

    public static readonly RowSet Curve = new("curve", CurveRows.All, "haproxy,mqlb", Balancer.All, Balancer.Reference);

    public static readonly RowSet Broker = new("broker", BrokerRows.All, "mosquitto,mqlb", Balancer.Brokers, "mosquitto");

    public static IReadOnlyList<RowSet> All { get; } = [Compare, Curve, Broker];
}
