using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.KeySchedule;

/// <summary>TLS13-KDF of <see cref="KeyScheduleProvider"/>, provider-kdf(7): does the expansions of our handshakes itself, and leaves the rest to the library's
/// own. A context is a cell of memory with the library's context in it, 0 until that is needed.</summary>
/// <remarks>OpenSSL calls these on any thread, one at a time for each context. None of them throws.</remarks>
internal static unsafe class KeyDerivation
{
    private const int Failed = 0;
    private const int Done = 1;

    /// <summary>The library's TLS13-KDF (EVP_KDF*).</summary>
    public static nint Library { get; set; }

    /// <summary>The functions, in memory that is never freed.</summary>
    public static OpenSslDispatch* Functions { get; } = CreateFunctions();

    private static OpenSslDispatch* CreateFunctions()
    {
        delegate* unmanaged<nint, nint*> create = &New;
        delegate* unmanaged<nint*, void> free = &Free;
        delegate* unmanaged<nint*, void> reset = &Reset;
        delegate* unmanaged<nint*, byte*, nuint, OpenSslParameter*, int> derive = &Derive;
        delegate* unmanaged<nint*, OpenSslParameter*, int> set = &Set;
        var functions = (OpenSslDispatch*)NativeMemory.AllocZeroed(6, (nuint)sizeof(OpenSslDispatch));
        functions[0] = new OpenSslDispatch(LibCrypto.KdfNew, create);
        functions[1] = new OpenSslDispatch(LibCrypto.KdfFree, free);
        functions[2] = new OpenSslDispatch(LibCrypto.KdfReset, reset);
        functions[3] = new OpenSslDispatch(LibCrypto.KdfDerive, derive);
        functions[4] = new OpenSslDispatch(LibCrypto.KdfSet, set);
        return functions;
    }

    [UnmanagedCallersOnly]
    private static nint* New(nint provider)
    {
        var context = (nint*)LibCrypto.Allocate(sizeof(nint), 0, 0);
        if (context != null) *context = 0;
        return context;
    }

    [UnmanagedCallersOnly]
    private static void Free(nint* context)
    {
        if (context != null) Drop(context);
        LibCrypto.FreeMemory(context, 0, 0);
    }

    [UnmanagedCallersOnly]
    private static void Reset(nint* context) => Drop(context);

    [UnmanagedCallersOnly]
    private static int Derive(nint* context, byte* output, nuint length, OpenSslParameter* parameters)
    {
        if (*context == 0 && length <= int.MaxValue && HandshakeKeys.Current is { } keys && ExpansionRequest.TryRead(parameters, out var request)
            && keys.Expand(request, new Span<byte>(output, (int)length), out var done)) return done ? Done : Failed;
        return HasLibrary(context) ? LibCrypto.Derive(*context, output, length, parameters) : Failed;
    }

    [UnmanagedCallersOnly]
    private static int Set(nint* context, OpenSslParameter* parameters) =>
        HasLibrary(context) ? LibCrypto.SetKdfParameters(*context, parameters) : Failed;

    private static bool HasLibrary(nint* context) => *context != 0 || (*context = LibCrypto.NewKdf(Library)) != 0;

    private static void Drop(nint* context)
    {
        if (*context != 0) LibCrypto.FreeKdf(*context);
        *context = 0;
    }
}
