namespace Lb.Proxy.Tests.Proxies;

/// <summary>Waiting for what other threads do.</summary>
internal static class Waiting
{
    /// <summary>Far above what anything here takes.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    public static Task InTime(this Task task) => task.WaitAsync(Hang);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Hang);

    /// <summary>Gives way to other threads until it is so.</summary>
    public static async Task Until(Func<bool> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Hang, "It never came to be so.");
            await Task.Yield();
        }
    }
}
