using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>What OpenSSL calls during a handshake, and when an SSL_CTX ends. None of them throws: an exception could not cross the native frames.</summary>
internal static unsafe class HandshakeCallbacks
{
    private static readonly int Index = LibCrypto.NewExtraDataIndex(LibCrypto.ExtraDataOfContext, 0, 0, 0, 0, &Release);

    /// <summary>Ties a state to a new SSL_CTX: it is reachable for the callbacks, and released with the SSL_CTX.</summary>
    public static void Attach(nint context, HandshakeState state)
    {
        var handle = GCHandle.Alloc(state);
        if (LibSsl.SetContextData(context, Index, GCHandle.ToIntPtr(handle)) == 1) return;
        handle.Free();
        throw OpenSslErrors.Failure("OpenSSL is out of memory");
    }

    /// <summary>Chooses the certificate by name. For the SSL_CTX where connections begin.</summary>
    public static void ChooseByName(nint context) =>
        LibSsl.SetClientHelloCallback(context, &ClientHello, LibSsl.GetContextData(context, Index));

    /// <summary>Accepts whatever name is asked for, so that TLS 1.2 sessions remember it.</summary>
    public static void RememberName(nint context)
    {
        delegate* unmanaged<nint, int*, nint, int> accept = &AcceptName;
        _ = LibSsl.ContextCallback(context, LibSsl.ControlServerNameCallback, accept);
    }

    /// <summary>Chooses an ALPN protocol.</summary>
    public static void ChooseProtocol(nint context) =>
        LibSsl.SetAlpnCallback(context, &SelectProtocol, LibSsl.GetContextData(context, Index));

    /// <summary>Makes and reads tickets.</summary>
    public static void UseTicketKeys(nint context) => _ = LibSsl.SetTicketCallback(context, &TicketKey);

    /// <summary>Staples OCSP responses.</summary>
    public static void StapleResponses(nint context)
    {
        delegate* unmanaged<nint, nint, int> status = &Status;
        _ = LibSsl.ContextCallback(context, LibSsl.ControlStatusCallback, status);
        _ = LibSsl.ContextControl(context, LibSsl.ControlStatusArgument, 0, (void*)LibSsl.GetContextData(context, Index));
    }

    [UnmanagedCallersOnly]
    private static int ClientHello(nint ssl, int* alert, nint argument)
    {
        byte* name = null;
        nint length = 0;
        if (LibSsl.GetClientHelloExtension(ssl, LibSsl.ServerNameExtension, &name, &length) != 1) length = 0;
        var context = StateOf(argument).Contexts!.Choose(new ReadOnlySpan<byte>(name, (int)length));
        if (context == 0)
        {
            *alert = LibSsl.AlertUnrecognizedName;
            return LibSsl.ClientHelloError;
        }

        return LibSsl.SetContext(ssl, context) == 0 ? LibSsl.ClientHelloError : LibSsl.ClientHelloSuccess;
    }

    [UnmanagedCallersOnly]
    private static int AcceptName(nint ssl, int* alert, nint argument) => LibSsl.ExtensionOk;

    [UnmanagedCallersOnly]
    private static int SelectProtocol(nint ssl, byte** chosen, byte* chosenLength, byte* offered, uint offeredLength, nint argument)
    {
        var protocols = StateOf(argument).Protocols;
        var ours = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(protocols));
        return LibSsl.SelectProtocol(chosen, chosenLength, ours, (uint)protocols.Length, offered, offeredLength) == LibSsl.AlpnNegotiated
            ? LibSsl.ExtensionOk
            : LibSsl.ExtensionIgnored;
    }

    [UnmanagedCallersOnly]
    private static int TicketKey(nint ssl, byte* name, byte* vector, nint cipher, nint mac, int encrypts)
    {
        var tickets = StateOf(LibSsl.GetContextData(LibSsl.GetContext(ssl), Index)).Tickets;
        return encrypts == 1 ? TicketCipher.Encrypt(tickets, name, vector, cipher, mac) : TicketCipher.Decrypt(tickets, name, vector, cipher, mac);
    }

    [UnmanagedCallersOnly]
    private static int Status(nint ssl, nint argument)
    {
        var response = StateOf(argument).OcspResponseOf(LibSsl.GetCertificate(ssl));
        if (response.IsEmpty) return LibSsl.ExtensionIgnored;
        var copy = LibCrypto.Allocate(response.Length, 0, 0);
        if (copy is null) return LibSsl.ExtensionIgnored;
        response.CopyTo(new Span<byte>(copy, response.Length));
        _ = LibSsl.Control(ssl, LibSsl.ControlStatusResponse, response.Length, copy);
        return LibSsl.ExtensionOk;
    }

    // Runs for every SSL_CTX of the process, also for those of others, which have nothing here.
    [UnmanagedCallersOnly]
    private static void Release(nint parent, nint data, nint all, int index, nint number, nint argument)
    {
        if (data == 0) return;
        var handle = GCHandle.FromIntPtr(data);
        ((HandshakeState)handle.Target!).Contexts?.Release();
        handle.Free();
    }

    private static HandshakeState StateOf(nint handle) => (HandshakeState)GCHandle.FromIntPtr(handle).Target!;
}
