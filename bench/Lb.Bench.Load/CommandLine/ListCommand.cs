using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.CommandLine;

/// <summary>Prints the rows that <c>compare --only</c> takes.</summary>
internal static class ListCommand
{
    public static int Run()
    {
        foreach (var row in BenchRows.All)
            Console.WriteLine($"{row.Name,-17} {row.Unit,-7} {row.Title}");
        return 0;
    }
}
