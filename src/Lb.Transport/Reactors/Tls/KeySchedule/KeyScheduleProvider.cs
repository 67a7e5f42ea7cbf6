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
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>The properties for SSL_CTX_new_ex, zero-terminated: ours where there is one, and all else as the system wants it. Empty where the system has its keys
    /// derived by a validated module, or by none.</summary>
    /// <exception cref="CryptographicException">OpenSSL does not take the provider.</exception>
    public static ReadOnlySpan<byte> Query => Loaded.Value ? "?mqlb.schedule=yes\0"u8 : default;

    private static ReadOnlySpan<byte> Name => "mqlb\0"u8;

    private static ReadOnlySpan<byte> Kdf => "TLS13-KDF\0"u8;

    // The library's comes first, and so stays what everybody else in the process gets. The property is one of our own: with 'provider' in the query, what the
    // system says of providers would be overruled for all algorithms.
    private static bool Load()
    {
        fixed (byte* name = Name, kdf = Kdf)
        {
            KeyDerivation.Library = LibCrypto.FetchKdf(0, kdf, null);
            if (KeyDerivation.Library == 0 || IsValidated(KeyDerivation.Library))
            {
                LibCrypto.ClearErrors();
                return false;
            }

            if (LibCrypto.AddProvider(0, name, &Begin) == 1 && LibCrypto.TryLoadProvider(0, name, keepsOthers: 1) != 0) return true;
        }

        throw OpenSslErrors.Failure("OpenSSL does not take the provider of TLS 1.3 keys");
    }

    private static bool IsValidated(nint kdf) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated(LibCrypto.GetProviderName(LibCrypto.GetKdfProvider(kdf))).SequenceEqual("fips"u8);

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
        algorithms->Properties = Copy("provider=mqlb,mqlb.schedule=yes\0"u8);
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
