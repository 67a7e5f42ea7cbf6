using System.Security.Cryptography;
using Lb.Transport.Native;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>TLS of one bind on OpenSSL: one SSL_CTX for each set of certificates. Connections may be made by any thread.</summary>
internal sealed class TlsBind : IDisposable
{
    private readonly TicketKeyRing _tickets;
    private TlsContext _entry;

    private TlsBind(TlsSettings settings, TimeProvider time)
    {
        _tickets = new TicketKeyRing(settings.TicketKeys, settings.SessionLifetime, time);
        _entry = TlsContexts.Build(settings, _tickets);
        SendsTickets = settings.SendsTickets;
    }

    /// <summary>Whether clients get tickets: <see cref="QueueTicket"/> is worth a call after a full or a resumed handshake.</summary>
    public bool SendsTickets { get; }

    /// <summary>Prepares contexts.</summary>
    /// <param name="settings">At least one certificate.</param>
    /// <param name="time">The clock that random ticket keys change by.</param>
    /// <exception cref="CryptographicException">OpenSSL does not take a certificate, key, list or name; the text says which, and why.</exception>
    public static TlsBind Create(TlsSettings settings, TimeProvider time) => new(settings, time);

    /// <summary>A new connection (<c>SSL*</c>) that will accept; the caller gives it its BIOs and frees it. Locks nothing.</summary>
    /// <exception cref="CryptographicException">Memory is short.</exception>
    public nint NewConnection()
    {
        var entry = Volatile.Read(ref _entry);
        var connection = LibSsl.New(entry.Pointer);
        // A replaced context is left to the finalizer, which this line holds off until the connection has its own reference.
        GC.KeepAlive(entry);
        if (connection == 0) throw OpenSslErrors.Failure("OpenSSL makes no connection");
        LibSsl.SetAcceptState(connection);
        return connection;
    }

    /// <summary>Writes one ticket of TLS 1.3 to the connection's write BIO, once, right after the handshake; where that BIO is memory, the ticket
    /// leaves together with the first data. TLS 1.2 has sent its ticket by then.</summary>
    /// <returns>False when nothing was written: another version, or no tickets here.</returns>
    /// <remarks>The keys of a ticket come from managed code, which <see cref="LibSsl.Write"/> must not run; hence a handshake step of its own.</remarks>
    public bool QueueTicket(nint connection) =>
        SendsTickets && LibSsl.NewTicket(connection) == 1 && LibSsl.DoHandshake(connection) == 1;

    /// <summary>Takes certificates, OCSP responses, CA certificates, revocation lists and lists of names from now on; connections that live keep
    /// theirs. Ticket keys, and whether tickets are sent, stay as they were created.</summary>
    /// <exception cref="CryptographicException">As <see cref="Create"/>; everything stays as it was.</exception>
    public void Replace(TlsSettings settings) => Volatile.Write(ref _entry, TlsContexts.Build(settings with { SendsTickets = SendsTickets }, _tickets));

    /// <summary>No <see cref="NewConnection"/> may follow; connections that live stay.</summary>
    public void Dispose() => _entry.Dispose();
}
