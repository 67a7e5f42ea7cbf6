namespace Lb.Transport.Tests.Frontends;

/// <summary>Wall-clock limits, for what hangs when it is broken.</summary>
internal static class Limits
{
    /// <summary>Far above what anything here takes.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    /// <summary>A write that takes longer is one that back-pressure holds.</summary>
    public static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(700);

    public static Task InTime(this Task task) => task.WaitAsync(Hang);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Hang);

    public static Task InTime(this ValueTask task) => task.AsTask().WaitAsync(Hang);

    public static Task<T> InTime<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Hang);
}
