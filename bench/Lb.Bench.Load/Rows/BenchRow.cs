namespace Lb.Bench.Load.Rows;

/// <summary>One row of the comparison.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Title">As in the table.</param>
/// <param name="Unit">Of its values; lower is better.</param>
/// <param name="Procedure">How it is measured.</param>
internal sealed record BenchRow(string Name, string Title, string Unit, IRowProcedure Procedure);
