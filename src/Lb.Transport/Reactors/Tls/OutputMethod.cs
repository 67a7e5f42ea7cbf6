using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>The kind of BIO that writes to a <see cref="WireBuffer"/>; one for the process, never freed.</summary>
internal static unsafe class OutputMethod
{
    private const int Flush = 11;

    /// <summary>OpenSSL's table of it.</summary>
    public static nint Pointer { get; } = Create();

    private static nint Create()
    {
        var method = LibCrypto.NewBioMethod(LibCrypto.BioSourceSink, "reactor output");
        if (method == 0) throw new InsufficientMemoryException("OpenSSL makes no kind of BIO.");
        _ = LibCrypto.SetBioWrite(method, &Write);
        _ = LibCrypto.SetBioControl(method, &Control);
        return method;
    }

    // Called by OpenSSL on the reactor's thread. Touches unmanaged memory only and throws nothing.
    [UnmanagedCallersOnly]
    private static int Write(nint bio, byte* bytes, int length) =>
        ((WireBuffer*)LibCrypto.GetBioData(bio))->TryAppend(bytes, length) ? length : -1;

    [UnmanagedCallersOnly]
    private static nint Control(nint bio, int command, nint number, void* argument) => command == Flush ? 1 : 0;
}
