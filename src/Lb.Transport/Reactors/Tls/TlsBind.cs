using System.Security.Cryptography;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls.KernelRecords;
using Lb.Transport.Reactors.Tls.RecordLayer;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>TLS of one bind on OpenSSL: one SSL_CTX for each set of certificates. Connections may be made by any thread.</summary>
internal sealed class TlsBind : ITlsBind, IDisposable
{
    private readonly TimeProvider _time;
    private readonly bool _isForKernel;
    private TicketKeyRing _tickets;
    private TlsContext _entry;
    private volatile bool _isDisposed;

    private TlsBind(TlsSettings settings, TimeProvider time)
    {
        _time = time;
        _tickets = new TicketKeyRing(settings.TicketKeys, settings.SessionLifetime, time);
        _entry = TlsContexts.Build(settings, _tickets, time);
        SendsTickets = settings.SendsTickets;
        _isForKernel = settings.UsesKernel && KernelTls.IsOffered;
    }

    /// <summary>Whether clients get tickets: <see cref="QueueTicket"/> is worth a call after a full or a resumed handshake.</summary>
    public bool SendsTickets { get; }

    /// <summary>Prepares contexts.</summary>
    /// <param name="settings">At least one certificate.</param>
    /// <param name="time">The clock that random ticket keys change and OCSP responses grow old by.</param>
    /// <exception cref="CryptographicException">OpenSSL does not take a certificate, key, list or name; the text says which, and why.</exception>
    public static TlsBind Create(TlsSettings settings, TimeProvider time) => new(settings, time);

    /// <summary>A new connection (<c>SSL*</c>) that will accept; the caller gives it its BIOs and frees it. Locks nothing.</summary>
    /// <exception cref="CryptographicException">Memory is short.</exception>
    public nint NewConnection()
    {
        nint connection;
        // A second turn is for a context that was replaced between the two reads of this line.
        while (!Volatile.Read(ref _entry).TryConnect(out connection)) ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (connection == 0) throw OpenSslErrors.Failure("OpenSSL makes no connection");
        LibSsl.SetAcceptState(connection);
        SecretCallbacks.Attach(connection, _isForKernel);
        return connection;
    }

    /// <summary>Writes one ticket of TLS 1.3 to the connection's write BIO, once, right after the handshake; where that BIO is memory, the ticket
    /// leaves together with the first data. TLS 1.2 has sent its ticket by then.</summary>
    /// <returns>False when nothing was written: another version, or no tickets here.</returns>
    /// <remarks>A handshake step of its own: a ticket that cannot be made fails here and costs the client its next resumption only, where inside the
    /// first write it would cost it the connection.</remarks>
    public bool QueueTicket(nint connection) =>
        SendsTickets && LibSsl.NewTicket(connection) == 1 && LibSsl.DoHandshake(connection) == 1;

    /// <inheritdoc/>
    /// <remarks>Random ticket keys go on, so that clients resume; keys from files are those of the settings. <see cref="SendsTickets"/> stays.</remarks>
    public ITlsReplacement Prepare(TlsSettings settings)
    {
        var tickets = settings.TicketKeys.Count > 0 ? new TicketKeyRing(settings.TicketKeys, settings.SessionLifetime, _time) : _tickets;
        return new TlsReplacement(this, TlsContexts.Build(settings with { SendsTickets = SendsTickets }, tickets, _time), tickets);
    }

    /// <summary>Connections begin with another context from now on. One caller at a time.</summary>
    /// <returns>The context where they began until now; the caller disposes it.</returns>
    public TlsContext Exchange(TlsContext entry, TicketKeyRing tickets)
    {
        _tickets = tickets;
        return Interlocked.Exchange(ref _entry, entry);
    }

    /// <summary>No <see cref="NewConnection"/> may follow; connections that live stay.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _entry.Dispose();
    }
}
