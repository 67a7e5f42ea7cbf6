namespace Lb.Broker.SystemTopics;

/// <summary>A number of events per minute, averaged over the last minutes so that older ones weigh less and less (exponential moving average).</summary>
/// <param name="minutes">Over how many minutes, more than 0.</param>
internal sealed class LoadAverage(int minutes)
{
    private const double SecondsPerMinute = 60;

    public int Minutes => minutes;

    /// <summary>Events per minute.</summary>
    public double Value { get; private set; }

    /// <summary>Takes in what happened since the last call.</summary>
    /// <param name="events">How many events.</param>
    /// <param name="seconds">In how many seconds, more than 0.</param>
    public void Add(double events, double seconds)
    {
        var perMinute = events * SecondsPerMinute / seconds;
        Value = perMinute + (Math.Exp(-seconds / (SecondsPerMinute * minutes)) * (Value - perMinute));
    }
}
