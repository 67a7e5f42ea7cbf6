namespace Lb.Admin.Statistics;

/// <summary>Durations for people: the two largest units.</summary>
internal static class ShortDuration
{
    /// <summary><c>5s</c>, <c>3m12s</c>, <c>1h5m</c>, <c>2d3h</c>.</summary>
    public static string Of(TimeSpan value) => value switch
    {
        { TotalMinutes: < 1 } => $"{value.Seconds}s",
        { TotalHours: < 1 } => $"{value.Minutes}m{value.Seconds}s",
        { TotalDays: < 1 } => $"{value.Hours}h{value.Minutes}m",
        _ => $"{value.Days}d{value.Hours}h",
    };
}
