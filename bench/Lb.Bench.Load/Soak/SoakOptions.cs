using System.Globalization;
using Lb.Bench.Load.Balancers;

namespace Lb.Bench.Load.Soak;

/// <summary>What the user asked of <c>soak</c>.</summary>
/// <param name="Minutes">How long, after the warm-up: 0.05 to 10 080.</param>
/// <param name="Clients">Clients at a time of each kind, plain and TLS: 1 to 4 000.</param>
/// <param name="Balancer">The program.</param>
internal sealed record SoakOptions(double Minutes, int Clients, Balancer Balancer)
{
    /// <summary>Time between two lines of the report, and of the warm-up: a minute, or a fifth of a shorter run.</summary>
    public TimeSpan Interval => TimeSpan.FromMinutes(Math.Min(1, Minutes / 5));

    /// <summary>Reads the arguments after <c>soak</c>. Exactly one of the two results is null.</summary>
    public static (SoakOptions? Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--minutes"] = "20",
            ["--clients"] = "100",
            ["--balancer"] = "mqlb",
            ["--mqlb"] = "./mqlb",
        };
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (!given.ContainsKey(arguments[i]) || i + 1 == arguments.Count)
                return (null, $"'{arguments[i]}' is no option with a value");
            given[arguments[i]] = arguments[i + 1];
        }

        return Check(given);
    }

    private static (SoakOptions? Options, string? Error) Check(Dictionary<string, string> given)
    {
        if (!double.TryParse(given["--minutes"], CultureInfo.InvariantCulture, out double minutes) || minutes is not (>= 0.05 and <= 10_080))
            return (null, "--minutes: a number from 0.05 to 10080");
        if (!int.TryParse(given["--clients"], NumberStyles.None, CultureInfo.InvariantCulture, out int clients) || clients is < 1 or > 4_000)
            return (null, "--clients: a number from 1 to 4000");
        string mqlb = Path.GetFullPath(given["--mqlb"]);
        var known = Balancer.All(mqlb, mqlb);
        var balancer = known.FirstOrDefault(each => each.Name == given["--balancer"]);
        return balancer is null
            ? (null, $"--balancer: one of {string.Join(", ", known.Select(each => each.Name))}")
            : (new SoakOptions(minutes, clients, balancer), null);
    }
}
