using System.Runtime.InteropServices;

namespace Lb.Bench.Load.Native;

/// <summary>Linux <c>struct timespec</c> on 64-bit machines.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;
}
