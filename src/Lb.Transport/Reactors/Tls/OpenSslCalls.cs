using Lb.Transport.Native;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls.KeySchedule;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls;

/// <summary>OpenSSL, reading from each connection's socket (<see cref="ClientInput"/>) and writing to one buffer for all connections of a reactor.</summary>
/// <remarks>The buffer never blocks, so a write is whole at once, and all that one turn of a connection writes (session ticket, answer) leaves
/// in one send. The thread's error queue is empty between the calls: every failure empties it.</remarks>
internal static unsafe class OpenSslCalls
{
    /// <inheritdoc cref="ITlsCalls.Read"/>
    public static int Read(nint tls, byte* buffer, int most)
    {
        var count = LibSsl.Read(tls, buffer, most);
        return count > 0 ? count : ResultOf(tls, count);
    }

    /// <inheritdoc cref="ITlsCalls.HoldsInput"/>
    public static bool HoldsInput(nint tls) => LibSsl.HasPending(tls) != 0;

    /// <inheritdoc cref="ITlsCalls.Write"/>
    public static bool Write(nint tls, byte* bytes, int length)
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

    /// <inheritdoc cref="ITlsCalls.WriteCloseNotice"/>
    public static void WriteCloseNotice(nint tls)
    {
        if (LibSsl.Shutdown(tls) < 0) LibCrypto.ClearErrors();
    }

    /// <inheritdoc cref="ITlsCalls.Free"/>
    public static void Free(nint tls) => LibSsl.Free(tls);

    /// <summary>A step of the handshake.</summary>
    /// <param name="tls">The connection.</param>
    /// <param name="keys">Derive its keys.</param>
    /// <returns>1 = done, or an <see cref="IoResult"/>.</returns>
    public static int Handshake(nint tls, HandshakeKeys keys)
    {
        keys.Enter(SecretCallbacks.Of(tls));
        var result = LibSsl.DoHandshake(tls);
        keys.Leave();
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
