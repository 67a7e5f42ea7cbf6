using System.Globalization;
using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.CommandLine;

/// <summary>What the user asked of <c>compare</c>, <c>curve</c> or <c>broker</c>.</summary>
/// <param name="Rows">Rows to measure, in the table's order.</param>
/// <param name="Balancers">Programs to measure.</param>
/// <param name="Rounds">How often each row is measured, 1 to 100.</param>
/// <param name="Scale">Factor on the amount of work, 0.01 to 10.</param>
/// <param name="OutputPath">The Markdown file of the results.</param>
/// <param name="Reference">Whom the others are compared with.</param>
internal sealed record CompareOptions(
    IReadOnlyList<BenchRow> Rows, IReadOnlyList<Balancer> Balancers, int Rounds, double Scale, string OutputPath, string Reference)
{
    public const string Usage = """
        bench/run compare [--only ROW,ROW] [--rounds N] [--balancers haproxy,nginx,mqlb,mqlb-before,mqlb-portable] [--out FILE.md] [--scale F] [--mqlb PATH] [--before PATH]
        bench/run curve [the same options]
        bench/run broker [the same options; --balancers mosquitto,mqlb]
        bench/run soak [--minutes M] [--clients N] [--balancer NAME] [--mqlb PATH]
        bench/run simulate [--connections N] [--seconds N] [--seed N]
        bench/run micro [BenchmarkDotNet options]
        bench/run list
        """;

    /// <summary>Reads the arguments after the name of the rows. Exactly one of the two results is null.</summary>
    public static (CompareOptions? Options, string? Error) Parse(RowSet set, IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--only"] = "",
            ["--rounds"] = "5",
            ["--balancers"] = set.Balancers,
            ["--out"] = $"bench/results/{set.Name}-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmm}.md",
            ["--scale"] = "1",
            ["--mqlb"] = "./mqlb",
            ["--before"] = "./mqlb",
        };
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (!given.ContainsKey(arguments[i]) || i + 1 == arguments.Count)
                return (null, $"'{arguments[i]}' is no option with a value");
            given[arguments[i]] = arguments[i + 1];
        }

        return Check(set, given);
    }

    private static (CompareOptions? Options, string? Error) Check(RowSet set, Dictionary<string, string> given)
    {
        var (rows, unknownRow) = Pick(set.Rows, row => row.Name, given["--only"]);
        if (unknownRow is not null)
            return (null, $"--only: no row '{unknownRow}'; see bench/run list");
        var known = set.Programs(Path.GetFullPath(given["--mqlb"]), Path.GetFullPath(given["--before"]));
        var (balancers, unknownBalancer) = Pick(known, balancer => balancer.Name, given["--balancers"]);
        if (unknownBalancer is not null)
            return (null, $"--balancers: '{unknownBalancer}' is none of {string.Join(", ", known.Select(balancer => balancer.Name))}");
        if (!int.TryParse(given["--rounds"], NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) || rounds is < 1 or > 100)
            return (null, "--rounds: a number from 1 to 100");
        if (!double.TryParse(given["--scale"], CultureInfo.InvariantCulture, out double scale) || scale is not (>= 0.01 and <= 10))
            return (null, "--scale: a number from 0.01 to 10");
        return (new CompareOptions(rows, balancers, rounds, scale, given["--out"], set.Reference), null);
    }

    /// <summary>The items that the comma-separated list names, in their own order; all of them for an empty list. What is no name stands for
    /// all whose names start with it and a hyphen.</summary>
    private static (IReadOnlyList<T> Picked, string? Unknown) Pick<T>(IReadOnlyList<T> all, Func<T, string> name, string list)
    {
        string[] wanted = [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        var named = wanted.ToDictionary(text => text, text => all.Where(item => name(item) == text).ToList());
        foreach (string group in wanted.Where(text => named[text].Count == 0))
            named[group] = [.. all.Where(item => name(item).StartsWith(group + "-", StringComparison.Ordinal))];
        string? unknown = wanted.FirstOrDefault(text => named[text].Count == 0);
        return (wanted.Length == 0 ? all : [.. all.Where(item => named.Values.Any(items => items.Contains(item)))], unknown);
    }
}
