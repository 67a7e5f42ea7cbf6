using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>What OpenSSL calls so that <see cref="TrafficSecrets"/> of each connection are counted, and freed. None of them throws.</summary>
internal static unsafe class SecretCallbacks
{
    private const int Header = 256;
    private const int InnerType = 257;

    private static readonly int Index = LibCrypto.NewExtraDataIndex(LibCrypto.ExtraDataOfConnection, 0, 0, 0, 0, &Release);

    /// <summary>For each SSL_CTX.</summary>
    public static void Use(nint context) => LibSsl.SetMessageCallback(context, &Message);

    /// <summary>For a new SSL*, which takes the memory with it when it is freed. Without memory it works all the same, and keeps its keys.</summary>
    /// <param name="ssl">The connection.</param>
    /// <param name="forKernel">Whether the kernel is to have its keys.</param>
    public static void Attach(nint ssl, bool forKernel)
    {
        var secrets = (TrafficSecrets*)NativeMemory.AllocZeroed((nuint)sizeof(TrafficSecrets));
        secrets->AreForKernel = forKernel;
        if (LibSsl.SetData(ssl, Index, secrets) == 1) return;
        NativeMemory.Free(secrets);
        LibCrypto.ClearErrors();
    }

    /// <summary>The secrets of a connection; null where there are none.</summary>
    public static TrafficSecrets* Of(nint ssl) => (TrafficSecrets*)LibSsl.GetData(ssl, Index);

    // What a client says of its handshake after it is a change of keys, or a piece of one; what follows from it is not known here, and the secrets are of no use any more.
    [UnmanagedCallersOnly]
    private static void Message(int written, int version, int kind, byte* bytes, nint length, nint ssl, nint argument)
    {
        if (kind != Header && kind != InnerType) return;
        var secrets = Of(ssl);
        if (secrets == null) return;
        if (kind == Header) secrets->Count(written != 0);
        else if (written == 0 && *bytes == RecordType.Handshake && !secrets->Client.IsEmpty) secrets->Wipe();
    }

    // Runs for every SSL of the process, also for those of others, which have nothing here.
    [UnmanagedCallersOnly]
    private static void Release(nint parent, nint data, nint all, int index, nint number, nint argument)
    {
        if (data == 0) return;
        ((TrafficSecrets*)data)->Wipe();
        NativeMemory.Free((void*)data);
    }
}
