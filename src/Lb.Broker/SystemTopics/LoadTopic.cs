using System.Globalization;

namespace Lb.Broker.SystemTopics;

/// <summary>The averages of one counter over 1, 5 and 15 minutes: <c>$SYS/broker/load/NAME/1min</c> and so on.</summary>
/// <param name="name">Below <c>load</c>.</param>
/// <param name="read">The counter.</param>
internal sealed class LoadTopic(string name, Func<long> read)
{
    private readonly LoadAverage[] _averages = [new(1), new(5), new(15)];
    private long _last = read();

    /// <summary>Takes in the time since the last call.</summary>
    /// <param name="seconds">How long it was, more than 0.</param>
    public void Update(double seconds)
    {
        var now = read();
        foreach (var average in _averages) average.Add(now - _last, seconds);
        _last = now;
    }

    /// <summary>Topics and values, with two digits behind the point.</summary>
    public IEnumerable<(string Topic, string Value)> Values() => _averages.Select(average =>
        ($"load/{name}/{average.Minutes}min", average.Value.ToString("0.00", CultureInfo.InvariantCulture)));
}
