using Lb.Transport.Native;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>TLS of a client leg that is being set up.</summary>
internal sealed unsafe partial class ReactorConnection
{
    // Whether OpenSSL reads first what a stage before TLS read beyond its own bytes.
    private bool _readsFromMemory;

    /// <summary>SSL*; 0 = none.</summary>
    public nint Tls => _record == null ? 0 : _record->Tls;

    private bool HasSaidNothing => LibCrypto.CountRead(LibSsl.GetReadBio(_record->Tls)) == 0;

    private bool BeginHandshake(TlsBind tls, TimeSpan limit)
    {
        if (_record == null) return false;
        _record->Tls = tls.NewConnection();
        LibSsl.SetWriteBio(_record->Tls, Reactor.TlsOutput.Share());
        if (_input.Unread.IsEmpty) LibSsl.SetReadBio(_record->Tls, ClientInput.Create(&_record->Client));
        else ReadFirstFromMemory();
        SetTimer(limit);
        return true;
    }

    private int StepHandshake()
    {
        _record->Client.Readable = Relaying.LegIo<SystemSockets, TlsCalls>.MostFromSocket;
        var step = OpenSslCalls.Handshake(_record->Tls, Reactor.HandshakeKeys);
        if (step == IoResult.WouldBlock && _readsFromMemory)
        {
            _readsFromMemory = false;
            LibSsl.SetReadBio(_record->Tls, ClientInput.Create(&_record->Client));
            step = OpenSslCalls.Handshake(_record->Tls, Reactor.HandshakeKeys);
        }

        return Reactor.Io.SendOutput(&_record->Client) ? step : IoResult.Broken;
    }

    private TlsHandshakeFailure? EndHandshake(TlsBind tls, int step)
    {
        CancelTimer();
        if (step != 1) return HasSaidNothing ? TlsHandshakeFailure.Silent : TlsHandshakeFailure.Failed;
        if (tls.QueueTicket(_record->Tls)) Reactor.Io.CorkOutput(&_record->Client);
        return null;
    }

    private void ReadFirstFromMemory()
    {
        _readsFromMemory = true;
        LibSsl.SetReadBio(_record->Tls, ClientInput.Create(_input.Unread));
        _input.Release();
    }
}
