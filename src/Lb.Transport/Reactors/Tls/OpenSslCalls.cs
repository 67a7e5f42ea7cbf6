using Lb.Transport.Native;
using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Reactors.Tls;

/// <summary>OpenSSL, reading from each connection's socket (<see cref="ClientInput"/>) and writing to one buffer for all connections of a reactor.</summary>
/// <remarks>The buffer never blocks, so a write is whole at once, and all that one turn of a connection writes (session ticket, answer) leaves
/// in one send. The thread's error queue is empty between the calls: every failure empties it.</remarks>
/// <param name="wire">What every SSL* of the reactor writes to.</param>
internal readonly unsafe struct OpenSslCalls(WireBuffer* wire) : ITlsCalls
{
    public int Read(nint tls, byte* buffer, int most)
    {
        var count = LibSsl.Read(tls, buffer, most);
        return count > 0 ? count : ResultOf(tls, count);
    }

    public bool HoldsInput(nint tls) => LibSsl.HasPending(tls) != 0;

    public bool Write(nint tls, byte* bytes, int length)
    {
        // One call may write one record only.
        while (length > 0)
        {
            var count = LibSsl.Write(tls, bytes, length);
            if (count <= 0)
            {
                LibCrypto.ClearErrors();
                return false;
            }

            bytes += count;
            length -= count;
        }

        return true;
    }

    public void WriteCloseNotice(nint tls)
    {
        if (LibSsl.Shutdown(tls) < 0) LibCrypto.ClearErrors();
    }

    public byte* TakeOutput(out int length)
    {
        length = wire->Length;
        wire->Length = 0;
        return wire->Start;
    }

    public void DiscardOutput() => wire->Length = 0;

    public void Free(nint tls) => LibSsl.Free(tls);

    /// <summary>A step of the handshake.</summary>
    /// <returns>1 = done, or an <see cref="IoResult"/>.</returns>
    public static int Handshake(nint tls)
    {
        var result = LibSsl.DoHandshake(tls);
        return result == 1 ? result : ResultOf(tls, result);
    }

    private static int ResultOf(nint tls, int result)
    {
        var error = LibSsl.GetError(tls, result);
        if (error == LibSsl.ErrorWantRead) return IoResult.WouldBlock;
        LibCrypto.ClearErrors();
        return error == LibSsl.ErrorZeroReturn ? IoResult.Ended : IoResult.Broken;
    }
}
