using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>The system calls of the reactors, as libc names them.</summary>
/// <remarks>All sockets are non-blocking, so every call but <see cref="EpollWait"/> returns at once: those go without the runtime's hand-over of the
/// thread, which costs more than many of them do. They report through <c>errno</c>, which <see cref="Errno"/> reads right behind the call on
/// the same thread; nothing of the runtime runs between the two.</remarks>
internal static unsafe partial class LibC
{
    public const int InterNetwork = 2;
    public const int InterNetworkV6 = 10;
    public const int Stream = 1;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int LevelSocket = 1;
    public const int LevelTcp = 6;
    public const int LevelIp = 0;
    public const int LevelIpv6 = 41;
    public const int LevelTls = 282;
    public const int ReuseAddress = 2;
    public const int SocketError = 4;
    public const int KeepAlive = 9;
    public const int Linger = 13;
    public const int ReusePort = 15;
    public const int NoDelay = 1;
    public const int DeferAccept = 9;
    public const int TcpInfo = 11;
    public const int QuickAck = 12;
    public const int UpperLayerProtocol = 31;
    public const int Ipv6Only = 26;
    public const int IpTransparent = 19;
    public const int IpBindAddressNoPort = 24;
    public const int Ipv6Transparent = 75;

    public const int NoSignal = 0x4000;
    public const int ShutdownWrite = 1;

    /// <summary>SIOCOUTQ: bytes that were sent and not acknowledged yet.</summary>
    public const nuint Unacknowledged = 0x5411;

    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const int EpollModify = 3;
    public const uint EpollIn = 1;
    public const uint EpollOut = 4;
    public const uint EpollError = 8;
    public const uint EpollHangUp = 0x10;
    public const uint EpollFarEndClosed = 0x2000;
    public const uint EpollEdgeTriggered = 1u << 31;

    /// <summary>Where this thread's <c>errno</c> stands. Safe: the address stays valid as long as the thread.</summary>
    [LibraryImport("libc", EntryPoint = "__errno_location")]
    [SuppressGCTransition]
    public static partial int* ErrnoLocation();

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    [SuppressGCTransition]
    public static partial int EpollCreate(int flags);

    /// <summary>Safe: the kernel copies <paramref name="change"/> before it returns.</summary>
    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    [SuppressGCTransition]
    public static partial int EpollControl(int epoll, int operation, int descriptor, EpollEvent* change);

    /// <summary>The only call that waits, and so the only one with the runtime's hand-over: a collection can run meanwhile. Safe: room for
    /// <paramref name="most"/> events lies at <paramref name="events"/>, in memory that the collector does not move.</summary>
    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    public static partial int EpollWait(int epoll, EpollEvent* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd")]
    [SuppressGCTransition]
    public static partial int EventDescriptor(uint initial, int flags);

    /// <summary>Safe: <paramref name="length"/> bytes can be read at <paramref name="bytes"/>. Used for event descriptors only.</summary>
    [LibraryImport("libc", EntryPoint = "write")]
    [SuppressGCTransition]
    public static partial nint Write(int descriptor, void* bytes, nint length);

    /// <summary>Safe: <paramref name="length"/> bytes can be written at <paramref name="bytes"/>. Used for event descriptors only.</summary>
    [LibraryImport("libc", EntryPoint = "read")]
    [SuppressGCTransition]
    public static partial nint Read(int descriptor, void* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "socket")]
    [SuppressGCTransition]
    public static partial int Socket(int family, int type, int protocol);

    /// <summary>Safe: <paramref name="length"/> is the length of the address, which the kernel copies.</summary>
    [LibraryImport("libc", EntryPoint = "bind")]
    [SuppressGCTransition]
    public static partial int Bind(int descriptor, KernelAddress* address, int length);

    [LibraryImport("libc", EntryPoint = "listen")]
    [SuppressGCTransition]
    public static partial int Listen(int descriptor, int backlog);

    /// <summary>Safe: the kernel writes at most <paramref name="length"/> bytes of the address, which is as long as any it knows.</summary>
    [LibraryImport("libc", EntryPoint = "accept4")]
    [SuppressGCTransition]
    public static partial int Accept(int descriptor, KernelAddress* address, int* length, int flags);

    /// <summary>Safe: as <see cref="Bind"/>. On loopback the kernel shakes hands within the call, some ten microseconds.</summary>
    [LibraryImport("libc", EntryPoint = "connect")]
    [SuppressGCTransition]
    public static partial int Connect(int descriptor, KernelAddress* address, int length);

    /// <summary>Safe: as <see cref="Accept"/>.</summary>
    [LibraryImport("libc", EntryPoint = "getsockname")]
    [SuppressGCTransition]
    public static partial int GetLocalAddress(int descriptor, KernelAddress* address, int* length);

    /// <summary>Safe: the kernel reads <paramref name="length"/> bytes at <paramref name="value"/>.</summary>
    [LibraryImport("libc", EntryPoint = "setsockopt")]
    [SuppressGCTransition]
    public static partial int SetOption(int descriptor, int level, int name, void* value, int length);

    /// <summary>Safe: the kernel writes at most <paramref name="length"/> bytes at <paramref name="value"/>.</summary>
    [LibraryImport("libc", EntryPoint = "getsockopt")]
    [SuppressGCTransition]
    public static partial int GetOption(int descriptor, int level, int name, void* value, int* length);

    /// <summary>Safe: room for <paramref name="length"/> bytes lies at <paramref name="buffer"/>, unmanaged memory of the reactor.</summary>
    [LibraryImport("libc", EntryPoint = "recv")]
    [SuppressGCTransition]
    public static partial nint Receive(int descriptor, byte* buffer, nint length, int flags);

    /// <summary>Safe: <paramref name="length"/> bytes lie at <paramref name="bytes"/>, unmanaged or pinned.</summary>
    [LibraryImport("libc", EntryPoint = "send")]
    [SuppressGCTransition]
    public static partial nint Send(int descriptor, byte* bytes, nint length, int flags);

    /// <summary>Safe: everything that <paramref name="message"/> points to lies on the caller's stack, or is as in <see cref="Receive"/>.</summary>
    [LibraryImport("libc", EntryPoint = "recvmsg")]
    [SuppressGCTransition]
    public static partial nint ReceiveMessage(int descriptor, MessageHeader* message, int flags);

    /// <summary>Safe: as <see cref="ReceiveMessage"/>.</summary>
    [LibraryImport("libc", EntryPoint = "sendmsg")]
    [SuppressGCTransition]
    public static partial nint SendMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    [SuppressGCTransition]
    public static partial int Shutdown(int descriptor, int how);

    /// <summary>Safe: the only request used writes one int.</summary>
    [LibraryImport("libc", EntryPoint = "ioctl")]
    [SuppressGCTransition]
    public static partial int Control(int descriptor, nuint request, int* value);

    /// <summary>Safe: each descriptor is closed once, by the record that owns it.</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    [SuppressGCTransition]
    public static partial int Close(int descriptor);

    /// <summary>Safe: a fresh private mapping touches no other memory.</summary>
    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial void* Map(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    /// <summary>Safe: the caller owns the pages and forgets them.</summary>
    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(void* address, nuint length);
}
