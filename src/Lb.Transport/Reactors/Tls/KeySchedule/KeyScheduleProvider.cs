using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.KeySchedule;

/// <summary>A provider of OpenSSL (provider(7)) in this process, called <c>mqlb</c>: it implements TLS13-KDF, and is used by the contexts that ask for it with
/// <see cref="Query"/>.</summary>
internal static unsafe class KeyScheduleProvider
{
    private static readonly OpenSslDispatch* Functions = CreateFunctions();
    private static readonly OpenSslAlgorithm* Algorithms = CreateAlgorithms();
    private static readonly Lazy<bool> Loaded = new(TryLoad);

    /// <summary>For SSL_CTX_new_ex: ours where there is one, that of others for all else. Where the system demands other properties of all algorithms, such as
    /// <c>fips=yes</c>, ours is not used either, and secrets stay unknown.</summary>
    public static ReadOnlySpan<byte> Query => "?provider=mqlb\0"u8;

    private static ReadOnlySpan<byte> Name => "mqlb\0"u8;

    private static ReadOnlySpan<byte> Kdf => "TLS13-KDF\0"u8;

    /// <summary>Makes it known to OpenSSL; once in a process.</summary>
    /// <exception cref="CryptographicException">OpenSSL does not take it.</exception>
    public static void Load()
    {
        if (!Loaded.Value) throw new CryptographicException("OpenSSL does not take the provider of TLS 1.3 keys.");
    }

    // The providers of the system stay as they are: the others of this process want them.
    private static bool TryLoad()
    {
        fixed (byte* name = Name, kdf = Kdf, others = "provider!=mqlb\0"u8)
        {
            var isLoaded = LibCrypto.AddProvider(0, name, &Begin) == 1 && LibCrypto.TryLoadProvider(0, name, keepsOthers: 1) != 0;
            KeyDerivation.Library = isLoaded ? LibCrypto.FetchKdf(0, kdf, others) : 0;
            LibCrypto.ClearErrors();
            return KeyDerivation.Library != 0;
        }
    }

    private static OpenSslDispatch* CreateFunctions()
    {
        delegate* unmanaged<nint, int, int*, OpenSslAlgorithm*> query = &QueryOperation;
        var functions = (OpenSslDispatch*)NativeMemory.AllocZeroed(2, (nuint)sizeof(OpenSslDispatch));
        functions[0] = new OpenSslDispatch(LibCrypto.ProviderQuery, query);
        return functions;
    }

    private static OpenSslAlgorithm* CreateAlgorithms()
    {
        var algorithms = (OpenSslAlgorithm*)NativeMemory.AllocZeroed(2, (nuint)sizeof(OpenSslAlgorithm));
        algorithms->Names = Copy(Kdf);
        algorithms->Properties = Copy("provider=mqlb\0"u8);
        algorithms->Functions = KeyDerivation.Functions;
        return algorithms;
    }

    private static byte* Copy(ReadOnlySpan<byte> text)
    {
        var copy = (byte*)NativeMemory.Alloc((nuint)text.Length);
        text.CopyTo(new Span<byte>(copy, text.Length));
        return copy;
    }

    [UnmanagedCallersOnly]
    private static int Begin(nint core, OpenSslDispatch* offered, OpenSslDispatch** functions, nint* context)
    {
        *functions = Functions;
        *context = core;
        return 1;
    }

    [UnmanagedCallersOnly]
    private static OpenSslAlgorithm* QueryOperation(nint context, int operation, int* isTemporary)
    {
        *isTemporary = 0;
        return operation == LibCrypto.OperationKdf ? Algorithms : null;
    }
}
