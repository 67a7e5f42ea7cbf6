using Lb.Transport.Native;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>TLS of a client leg that is being set up.</summary>
internal sealed unsafe partial class ReactorConnection
{
    // What a stage before TLS read beyond its own bytes, for OpenSSL to read first.
    private byte[]? _readAhead;

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
        _record->Client.Readable = Relaying.LegIo<SystemSockets, OpenSslCalls>.MostFromSocket;
        var step = OpenSslCalls.Handshake(_record->Tls);
        if (step == IoResult.WouldBlock && _readAhead is not null)
        {
            _readAhead = null;
            LibSsl.SetReadBio(_record->Tls, ClientInput.Create(&_record->Client));
            step = OpenSslCalls.Handshake(_record->Tls);
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
        _readAhead = _input.Unread.ToArray();
        _input.Release();
        var bio = LibCrypto.NewBio(LibCrypto.MemoryMethod());
        fixed (byte* bytes = _readAhead) _ = LibCrypto.WriteBio(bio, bytes, _readAhead.Length);
        LibSsl.SetReadBio(_record->Tls, bio);
    }
}
