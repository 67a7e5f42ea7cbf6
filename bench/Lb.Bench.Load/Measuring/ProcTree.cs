using System.Globalization;

namespace Lb.Bench.Load.Measuring;

/// <summary>Reads which processes a process started.</summary>
internal static class ProcTree
{
    /// <summary>The process and all below it, parents first.</summary>
    public static IReadOnlyList<int> WithChildren(int processId)
    {
        List<int> found = [processId];
        for (int i = 0; i < found.Count; i++)
            found.AddRange(Children(found[i]));
        return found;
    }

    private static IEnumerable<int> Children(int processId) =>
        Directory.EnumerateDirectories($"/proc/{processId}/task")
            .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture));
}
