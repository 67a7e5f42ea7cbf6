namespace Lb.Bench.Load.Rows;

/// <summary>Rows that one command measures together.</summary>
/// <param name="Name">The command.</param>
/// <param name="Rows">In the table's order.</param>
/// <param name="Balancers">Who is measured unless the user says otherwise, separated by commas.</param>
internal sealed record RowSet(string Name, IReadOnlyList<BenchRow> Rows, string Balancers)
{
    public static readonly RowSet Compare = new("compare", BenchRows.All, "haproxy,nginx,mqlb");

    public static readonly RowSet Curve = new("curve", CurveRows.All, "haproxy,mqlb");
}
