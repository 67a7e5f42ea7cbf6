using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Two sockets of the kernel that are connected: what one sends, the other has at once.</summary>
internal sealed unsafe partial class SocketPair : IDisposable
{
    private const int Unix = 1;
    private const int Stream = 1;
    private const int Room = 400_000;

    public SocketPair()
    {
        var ends = stackalloc int[2];
        Assert.Equal(0, Make(Unix, Stream, 0, ends));
        Near = new Socket(new SafeSocketHandle(ends[0], ownsHandle: true)) { Blocking = false };
        Far = new Socket(new SafeSocketHandle(ends[1], ownsHandle: true)) { SendBufferSize = Room, Blocking = false };
    }

    /// <summary>The server's end.</summary>
    public Socket Near { get; }

    /// <summary>The client's.</summary>
    public Socket Far { get; }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "socketpair")]
    private static partial int Make(int family, int type, int protocol, int* ends);
}
