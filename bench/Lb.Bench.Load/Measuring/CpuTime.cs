namespace Lb.Bench.Load.Measuring;

/// <summary>CPU time of a process, exited threads included.</summary>
/// <param name="Nanoseconds">User and kernel time together, exact.</param>
/// <param name="UserTicks">User time in clock ticks of 10 ms.</param>
/// <param name="KernelTicks">Kernel time in clock ticks of 10 ms.</param>
internal readonly record struct CpuTime(long Nanoseconds, long UserTicks, long KernelTicks)
{
    /// <summary>Share of user time, 0 to 1, as far as the ticks tell.</summary>
    public double UserShare => UserTicks + KernelTicks == 0 ? 0 : (double)UserTicks / (UserTicks + KernelTicks);

    public static CpuTime operator +(CpuTime left, CpuTime right) =>
        new(left.Nanoseconds + right.Nanoseconds, left.UserTicks + right.UserTicks, left.KernelTicks + right.KernelTicks);

    public static CpuTime operator -(CpuTime left, CpuTime right) =>
        new(left.Nanoseconds - right.Nanoseconds, left.UserTicks - right.UserTicks, left.KernelTicks - right.KernelTicks);
}
