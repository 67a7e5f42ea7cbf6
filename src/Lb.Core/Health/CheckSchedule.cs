using Lb.Configuration.Model;
using Lb.Core.Balancing;

namespace Lb.Core.Health;

/// <summary>When a server's checks happen.</summary>
/// <param name="config">Intervals.</param>
/// <param name="spreadPercent"><c>spread-checks</c>: 0 to 50 percent that a pause may be shorter or longer.</param>
/// <param name="random">Where the spread comes from.</param>
public sealed class CheckSchedule(CheckConfig config, int spreadPercent, RandomSource random)
{
    /// <summary>Pause before the first check, which spreads the servers of a process over the shortest interval.</summary>
    /// <param name="index">Position among all checked servers, from 0.</param>
    /// <param name="count">How many checked servers there are, at least 1.</param>
    /// <param name="shortestInterval">The smallest <c>inter</c> of at least a second among them; zero where there is none.</param>
    public static TimeSpan FirstDelay(int index, int count, TimeSpan shortestInterval) => shortestInterval * index / count;

    /// <summary>Pause between the end of a check and the next one: <c>inter</c> while fully up, <c>downinter</c> while fully down,
    /// <c>fastinter</c> in between and before the first result.</summary>
    public TimeSpan NextDelay(ServerHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        return Spread(IntervalFor(health));
    }

    private TimeSpan IntervalFor(ServerHealth health)
    {
        if (!health.IsChecked) return config.FastInterval ?? config.Interval;
        if (health.IsFullyUp) return config.Interval;
        if (health.IsFullyDown) return config.DownInterval ?? config.Interval;
        return config.FastInterval ?? config.Interval;
    }

    private TimeSpan Spread(TimeSpan interval)
    {
        if (spreadPercent == 0) return interval;
        var share = ((random.NextDouble() * 2) - 1) * spreadPercent / 100;
        return interval + (interval * share);
    }
}
