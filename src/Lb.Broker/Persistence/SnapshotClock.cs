namespace Lb.Broker.Persistence;

/// <summary>Translates between the clock's timestamps and times of day, both taken at one moment.</summary>
internal sealed class SnapshotClock(TimeProvider clock)
{
    private readonly long _timestamp = clock.GetTimestamp();

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public DateTimeOffset? ToTime(long? timestamp) =>
        timestamp is { } end ? Now.AddSeconds((end - _timestamp) / (double)clock.TimestampFrequency) : null;

    public long? ToTimestamp(DateTimeOffset? time) =>
        time is { } end ? _timestamp + (long)((end - Now).TotalSeconds * clock.TimestampFrequency) : null;
}
