using System.Runtime.InteropServices;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Reactors.Tls;

/// <summary>What OpenSSL reads a client leg through: its socket, but no more bytes in one step than the leg's <see cref="LegRecord.Readable"/>. One
/// call of SSL_read goes on until it has data for the relay, so a client that sends nothing but key updates, faster than they are worked off, would
/// never let go of the reactor.</summary>
internal static unsafe class ClientInput
{
    private const int ControlEnd = 2;
    private const int ControlFlush = 11;
    private const int FlagsOfRetry = 0xf;
    private const int RetryRead = 0x1 | 0x8;
    private const int Ended = 0x800;
    private const int Failed = -1;

    private static readonly nint Method = CreateMethod();

    /// <summary>A BIO for an SSL* to own.</summary>
    /// <param name="leg">The client leg; must stay where it is, and its socket open, for as long as the BIO lives.</param>
    /// <exception cref="InsufficientMemoryException">OpenSSL makes none.</exception>
    public static nint Create(LegRecord* leg)
    {
        var bio = LibCrypto.NewBio(Method);
        if (bio == 0) throw OutOfMemory();
        LibCrypto.SetBioData(bio, leg);
        return bio;
    }

    /// <summary>A BIO for an SSL* to own that gives these bytes and then asks to come again.</summary>
    /// <exception cref="InsufficientMemoryException">OpenSSL makes none.</exception>
    public static nint Create(ReadOnlySpan<byte> bytes)
    {
        var bio = LibCrypto.NewBio(LibCrypto.MemoryMethod());
        if (bio == 0) throw OutOfMemory();
        fixed (byte* start = bytes)
        {
            if (LibCrypto.WriteBio(bio, start, bytes.Length) == bytes.Length) return bio;
        }

        _ = LibCrypto.FreeBio(bio);
        throw OutOfMemory();
    }

    // OpenSSL has noted it for this thread too, where the next call would take it for its own failure.
    private static InsufficientMemoryException OutOfMemory()
    {
        LibCrypto.ClearErrors();
        return new InsufficientMemoryException("OpenSSL makes no BIO.");
    }

    private static nint CreateMethod()
    {
        var method = LibCrypto.NewBioMethod(LibCrypto.BioSourceSink, "client leg");
        if (method == 0) throw new InsufficientMemoryException("OpenSSL makes no kind of BIO.");
        _ = LibCrypto.SetBioRead(method, &Read);
        _ = LibCrypto.SetBioControl(method, &Control);
        return method;
    }

    /// <summary>Receives from the leg's socket, no more than this step may yet take, and notes whether it may hold more.</summary>
    /// <returns>Bytes, or an <see cref="IoResult"/>.</returns>
    public static int Receive(LegRecord* leg, byte* buffer, int size)
    {
        var most = Math.Min(size, leg->Readable);
        leg->Flags |= LegFlags.HoldsMore;
        if (most <= 0) return IoResult.WouldBlock;
        var count = SystemSockets.ReceiveNow(leg->Descriptor, buffer, most);
        leg->Set(LegFlags.HoldsMore, count == most);
        if (count > 0) leg->Readable -= count;
        return count;
    }

    // Neither throws: an exception could not cross the native frames.
    [UnmanagedCallersOnly]
    private static int Read(nint bio, byte* buffer, int size)
    {
        LibCrypto.ClearBioFlags(bio, FlagsOfRetry);
        var count = Receive((LegRecord*)LibCrypto.GetBioData(bio), buffer, size);
        if (count == IoResult.WouldBlock) return Later(bio);
        if (count == IoResult.Ended) LibCrypto.SetBioFlags(bio, Ended);
        return Math.Max(count, Failed);
    }

    private static int Later(nint bio)
    {
        LibCrypto.SetBioFlags(bio, RetryRead);
        return Failed;
    }

    [UnmanagedCallersOnly]
    private static nint Control(nint bio, int command, nint number, void* argument) => command switch
    {
        ControlEnd => LibCrypto.TestBioFlags(bio, Ended) != 0 ? 1 : 0,
        ControlFlush => 1,
        _ => 0,
    };
}
