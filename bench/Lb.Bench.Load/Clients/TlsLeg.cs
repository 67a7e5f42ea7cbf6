using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Clients;

/// <summary>A client leg with TLS 1.3, made by <see cref="TlsClientContext.NewLeg"/>.</summary>
internal sealed unsafe class TlsLeg(int descriptor, nint ssl) : IClientLeg
{
    /// <summary>Whether the server accepted the session ticket. Meaningful once the handshake is complete.</summary>
    public bool IsResumed => LibSsl.IsSessionReused(ssl) == 1;

    public int Handshake() => Result(LibSsl.Connect(ssl));

    public int Read(Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
            return Result(LibSsl.Read(ssl, bytes, buffer.Length));
    }

    public int Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
            return Result(LibSsl.Write(ssl, bytes, buffer.Length));
    }

    /// <summary>The session of this leg for later legs; its reference belongs to the caller. Resumable only after a read has seen the ticket.</summary>
    public nint GetSession() => LibSsl.GetSession(ssl);

    public void Close()
    {
        // Without close_notify OpenSSL would declare the session of this leg not resumable.
        LibSsl.ClearErrors();
        _ = LibSsl.Shutdown(ssl);
        LibSsl.Free(ssl);
        TcpSocket.Close(descriptor);
    }

    private int Result(int count)
    {
        if (count > 0)
            return count;
        int error = LibSsl.GetError(ssl, count);
        if (error is LibSsl.ErrorWantRead or LibSsl.ErrorWantWrite)
            return IoResult.WouldBlock;
        LibSsl.ClearErrors();
        return error == LibSsl.ErrorZeroReturn ? IoResult.Ended : IoResult.Failed;
    }
}
