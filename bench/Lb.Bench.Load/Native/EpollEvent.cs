using System.Runtime.InteropServices;

namespace Lb.Bench.Load.Native;

/// <summary>Linux <c>struct epoll_event</c> on x86-64, where the kernel packs it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct EpollEvent
{
    public uint Events;
    public ulong Data;
}
