using System.Runtime.InteropServices;

namespace Lb.Bench.Load.Native;

/// <summary>The Linux calls the load needs and .NET does not offer: epoll, raw sockets, another process's CPU clock.</summary>
internal static unsafe partial class LibC
{
    public const int EpollIn = 1;
    public const int EpollOut = 4;
    public const int EpollErr = 8;
    public const int EpollHangUp = 16;
    public const int EpollCtlAdd = 1;
    public const int EpollCtlDelete = 2;
    public const int EpollCtlModify = 3;

    public const int InterNetwork = 2;
    public const int StreamNonBlocking = 1 | 0x800 | 0x80000;
    public const int AcceptNonBlocking = 0x800 | 0x80000;
    public const int LevelSocket = 1;
    public const int ReuseAddress = 2;
    public const int SocketError = 4;
    public const int LevelTcp = 6;
    public const int NoDelay = 1;
    public const int LevelIp = 0;
    public const int BindAddressNoPort = 24;
    public const int NoSignal = 0x4000;

    public const int ErrorAgain = 11;
    public const int ErrorInProgress = 115;
    public const int ErrorInterrupted = 4;

    public const int SignalTerminate = 15;
    public const int SignalKill = 9;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, EpollEvent* change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, EpollEvent* events, int capacity, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, SocketAddressV4* address, int length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetLocalAddress(int descriptor, SocketAddressV4* address, int* length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int descriptor, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int descriptor, void* address, int* length, int flags);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, SocketAddressV4* address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int descriptor, int level, int name, int* value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int descriptor, int level, int name, int* value, int* length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int descriptor, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    public static partial int GetCpuClock(int processId, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int GetTime(int clock, out TimeSpec time);
}
