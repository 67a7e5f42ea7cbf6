using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>Linux <c>struct epoll_event</c> on x86-64, where it is packed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct EpollEvent
{
    public uint Events;
    public ulong Data;
}
