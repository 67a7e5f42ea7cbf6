using System.Net;
using System.Runtime.InteropServices;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Loop;

/// <summary>Non-blocking IPv4 sockets by descriptor. Setting up fails with <see cref="IOException"/>; moving bytes returns <see cref="IoResult"/>.</summary>
internal static unsafe class TcpSocket
{
    public static int Listen(IPEndPoint address, int backlog)
    {
        int descriptor = New();
        SetOption(descriptor, LibC.LevelSocket, LibC.ReuseAddress);
        Bind(descriptor, address);
        Check(LibC.Listen(descriptor, backlog), "listen");
        return descriptor;
    }

    /// <summary>Where a socket is bound, with the port that the kernel chose for port 0.</summary>
    public static IPEndPoint LocalAddress(int descriptor)
    {
        SocketAddressV4 address;
        int length = SocketAddressV4.Length;
        Check(LibC.GetLocalAddress(descriptor, &address, &length), "getsockname");
        return address.ToEndPoint();
    }

    /// <summary>Starts to connect from <paramref name="source"/>, whose port is picked together with the destination, so that each
    /// source address gives the full range of ephemeral ports.</summary>
    public static int Connect(IPAddress source, IPEndPoint address)
    {
        int descriptor = New();
        SetOption(descriptor, LibC.LevelTcp, LibC.NoDelay);
        SetOption(descriptor, LibC.LevelIp, LibC.BindAddressNoPort);
        Bind(descriptor, new IPEndPoint(source, 0));
        var to = SocketAddressV4.From(address);
        if (LibC.Connect(descriptor, &to, SocketAddressV4.Length) < 0 && Marshal.GetLastPInvokeError() != LibC.ErrorInProgress)
        {
            int error = Marshal.GetLastPInvokeError();
            Close(descriptor);
            throw new IOException($"connect to {address} failed, errno {error}");
        }

        return descriptor;
    }

    /// <returns>A descriptor, or a negative number when no connection waits.</returns>
    public static int Accept(int listener)
    {
        int descriptor = LibC.Accept(listener, null, null, LibC.AcceptNonBlocking);
        if (descriptor >= 0)
            SetOption(descriptor, LibC.LevelTcp, LibC.NoDelay);
        return descriptor;
    }

    /// <returns>0, or the errno of a failed connect.</returns>
    public static int PendingError(int descriptor)
    {
        int error = 0;
        int length = sizeof(int);
        Check(LibC.GetOption(descriptor, LibC.LevelSocket, LibC.SocketError, &error, &length), "getsockopt");
        return error;
    }

    public static int Receive(int descriptor, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
            return Result(LibC.Receive(descriptor, bytes, buffer.Length, 0));
    }

    public static int Send(int descriptor, ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
            return Result(LibC.Send(descriptor, bytes, buffer.Length, LibC.NoSignal));
    }

    public static void Close(int descriptor) => _ = LibC.Close(descriptor);

    private static int Result(nint count)
    {
        if (count >= 0)
            return (int)count;
        return Marshal.GetLastPInvokeError() is LibC.ErrorAgain or LibC.ErrorInterrupted ? IoResult.WouldBlock : IoResult.Failed;
    }

    private static int New() => Check(LibC.Socket(LibC.InterNetwork, LibC.StreamNonBlocking, 0), "socket");

    private static void Bind(int descriptor, IPEndPoint address)
    {
        var from = SocketAddressV4.From(address);
        Check(LibC.Bind(descriptor, &from, SocketAddressV4.Length), $"bind to {address}");
    }

    private static void SetOption(int descriptor, int level, int name)
    {
        int on = 1;
        Check(LibC.SetOption(descriptor, level, name, &on, sizeof(int)), "setsockopt");
    }

    private static int Check(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call} failed, errno {Marshal.GetLastPInvokeError()}");
}
