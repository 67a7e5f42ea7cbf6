using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls.KeySchedule;
using Lb.Transport.Reactors.Tls.RecordLayer;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Makes the SSL_CTX of a bind; all have the same settings, and differ by their certificates.</summary>
internal sealed unsafe class TlsContextBuilder(TlsSettings settings, TicketKeyRing tickets, ClientAuthorities? authorities, TimeProvider time)
{
    private const int Modes =
        LibSsl.ModeReleaseBuffers | LibSsl.ModePartialWrite | LibSsl.ModeMovingWriteBuffer | LibSsl.ModeNoAutoChain;

    private readonly byte[] _protocols = AlpnListOf(settings.Alpn);

    /// <summary>One more context.</summary>
    /// <param name="certificates">Certificates with different kinds of keys; what the client offers decides between them.</param>
    /// <param name="state">What its callbacks will see.</param>
    /// <exception cref="CryptographicException">A setting or a certificate is not what OpenSSL takes.</exception>
    public TlsContext Build(IReadOnlyList<LoadedCertificate> certificates, out HandshakeState state)
    {
        LibCrypto.ClearErrors();
        var context = NewContext();
        if (context.IsInvalid) throw OpenSslErrors.Failure("OpenSSL makes no context");
        try
        {
            state = new HandshakeState(tickets, _protocols, time);
            HandshakeCallbacks.Attach(context.Pointer, state);
            SetUp(context.Pointer);
            foreach (var certificate in certificates) certificate.Use(context.Pointer, state);
            AddCallbacks(context.Pointer, state);
            return context;
        }
        catch (CryptographicException)
        {
            context.Dispose();
            throw;
        }
    }

    private static TlsContext NewContext()
    {
        fixed (byte* properties = KeyScheduleProvider.Query) return new TlsContext(LibSsl.NewContext(0, properties, LibSsl.ServerMethod()));
    }

    private void SetUp(nint context)
    {
        _ = LibSsl.ContextControl(context, LibSsl.ControlMode, Modes, null);
        _ = LibSsl.SetContextOptions(context, OptionsOf(settings));
        _ = LibSsl.ContextControl(context, LibSsl.ControlReadAhead, 1, null);

        // What the socket holds of a large message comes in one read, and one read more for each 32 KB.
        LibSsl.SetReadBuffer(context, RecordReading.InputSize);
        SetVersions(context);
        SetLists(context);
        SetSessions(context);
        authorities?.Use(context, settings.ClientCertificates);
    }

    // Kernel TLS stays off: it needs a socket on both sides of the connection, while the reactor collects what is written in memory, so that
    // records which are due together leave in one send.
    private static ulong OptionsOf(TlsSettings settings)
    {
        var options = LibSsl.OptionIgnoreUnexpectedEof | LibSsl.OptionNoCompression | LibSsl.OptionNoRenegotiation;
        if (!settings.PrefersClientCiphers) options |= LibSsl.OptionServerPreference;
        if (!settings.SendsTickets) options |= LibSsl.OptionNoTicket;
        return options;
    }

    private void SetVersions(nint context)
    {
        var lowest = settings.Protocols.HasFlag(SslProtocols.Tls12) ? LibSsl.Tls12 : LibSsl.Tls13;
        var highest = settings.Protocols.HasFlag(SslProtocols.Tls13) ? LibSsl.Tls13 : LibSsl.Tls12;
        Check(LibSsl.ContextControl(context, LibSsl.ControlMinVersion, lowest, null), "The lowest TLS version is not available");
        Check(LibSsl.ContextControl(context, LibSsl.ControlMaxVersion, highest, null), "The highest TLS version is not available");
    }

    private void SetLists(nint context)
    {
        if (settings.Ciphers is { } ciphers) Check(LibSsl.SetCipherList(context, ciphers), $"OpenSSL does not take 'ciphers {ciphers}'");
        if (settings.CipherSuites is { } suites) Check(LibSsl.SetCipherSuites(context, suites), $"OpenSSL does not take 'ciphersuites {suites}'");
        SetList(context, LibSsl.ControlGroups, "curves", settings.Curves);
        SetList(context, LibSsl.ControlSignatureAlgorithms, "sigalgs", settings.SignatureAlgorithms);
        SetList(context, LibSsl.ControlClientSignatureAlgorithms, "client-sigalgs", settings.ClientSignatureAlgorithms);
    }

    private static void SetList(nint context, int control, string name, string? list)
    {
        if (list is null) return;
        fixed (byte* text = Encoding.UTF8.GetBytes(list + "\0"))
        {
            Check(LibSsl.ContextControl(context, control, 0, text), $"OpenSSL does not take '{name} {list}'");
        }
    }

    // No session is kept here: the client's ticket holds it. Tickets of TLS 1.3 are asked for by TlsBind.QueueTicket.
    private void SetSessions(nint context)
    {
        _ = LibSsl.ContextControl(context, LibSsl.ControlSessionCacheMode, 0, null);
        _ = LibSsl.SetTicketCount(context, 0);
        _ = LibSsl.SetSessionTimeout(context, (long)settings.SessionLifetime.TotalSeconds);
        var id = SessionContext.Of(settings);
        fixed (byte* bytes = id) Check(LibSsl.SetSessionIdContext(context, bytes, (uint)id.Length), "OpenSSL refuses the session context");
    }

    private void AddCallbacks(nint context, HandshakeState state)
    {
        HandshakeCallbacks.RememberName(context);
        SecretCallbacks.Use(context);
        if (settings.SendsTickets) HandshakeCallbacks.UseTicketKeys(context);
        if (_protocols.Length > 0) HandshakeCallbacks.ChooseProtocol(context);
        if (state.Staples) HandshakeCallbacks.StapleResponses(context);
    }

    private static void Check(long result, string failure)
    {
        if (result != 1) throw OpenSslErrors.Failure(failure);
    }

    private static byte[] AlpnListOf(IReadOnlyList<string> protocols)
    {
        var list = GC.AllocateUninitializedArray<byte>(protocols.Sum(p => 1 + p.Length), pinned: true);
        var at = 0;
        foreach (var protocol in protocols)
        {
            list[at++] = (byte)protocol.Length;
            at += Encoding.ASCII.GetBytes(protocol, list.AsSpan(at));
        }

        return list;
    }
}
