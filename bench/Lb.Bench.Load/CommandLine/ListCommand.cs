using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.CommandLine;

/// <summary>Prints the rows that <c>--only</c> takes.</summary>
internal static class ListCommand
{
    public static int Run()
    {
        foreach (var set in RowSet.All)
        {
            Console.WriteLine($"{set.Name}:");
            foreach (var row in set.Rows)
                Console.WriteLine($"  {row.Name,-17} {row.Unit,-7} {row.Title}");
        }

        return 0;
    }
}
