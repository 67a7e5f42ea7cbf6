namespace Lb.Bench.Load.Rows;

/// <summary>One row of the comparison.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Title">As in the table.</param>
/// <param name="Unit">Of its values; lower is better.</param>
/// <param name="Procedure">How it is measured.</param>
/// <param name="ShowsRate">Whether the table tells units of work per second of time too.</param>
internal sealed record BenchRow(string Name, string Title, string Unit, IRowProcedure Procedure, bool ShowsRate = false);
