using System.Globalization;

namespace Lb.Bench.Simulation;

/// <summary>What the user asked of the simulation.</summary>
/// <param name="Connections">How many are open at once, 1 000 to 4 000 000.</param>
/// <param name="Seconds">Simulated time with all of them open, 10 to 86 400.</param>
/// <param name="Seed">Of everything random.</param>
internal sealed record SimulationOptions(int Connections = 1_000_000, int Seconds = 300, int Seed = 1)
{
    public const string Usage = "bench/run simulate [--connections N] [--seconds N] [--seed N]";

    /// <summary>Clients send as often as MQTT's usual keep-alive.</summary>
    public const int KeepAliveSeconds = 60;

    /// <summary>Inactivity that closes a connection: one and a half keep-alives.</summary>
    public const int TimeoutSeconds = 90;

    /// <summary>All connections arrive within this time, as after a restart.</summary>
    public const int FillSeconds = 30;

    /// <summary>One client in so many has gone silent without a close, and waits for its timeout.</summary>
    public const int SilentOneIn = 200;

    /// <summary>How long a connection stays, on average, until its client closes it.</summary>
    public const int StaySeconds = 600;

    /// <summary>Reads the command line. Exactly one of the two results is null.</summary>
    public static (SimulationOptions? Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var options = new SimulationOptions();
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value))
                return (null, $"'{arguments[i]}' needs a number");
            var changed = Change(options, arguments[i], value);
            if (changed is null)
                return (null, $"'{arguments[i]} {value}' is no option, or out of range");
            options = changed;
        }

        return (options, null);
    }

    private static SimulationOptions? Change(SimulationOptions options, string name, int value) => (name, value) switch
    {
        ("--connections", >= 1_000 and <= 4_000_000) => options with { Connections = value },
        ("--seconds", >= 10 and <= 86_400) => options with { Seconds = value },
        ("--seed", _) => options with { Seed = value },
        _ => null,
    };
}
