using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>The TLS state of one client leg.</summary>
internal sealed unsafe class FakeTlsConnection(FakeKernel kernel, int descriptor, bool noticeIsSent)
{
    private const int ReadAhead = 17 * 1024;
    private readonly byte[] _fromSocket = new byte[ReadAhead];
    private readonly ByteQueue _records = new();
    private readonly ByteQueue _plain = new();
    private readonly FakeSocket _socket = kernel.Open(descriptor);
    private int _result = IoResult.WouldBlock;
    private bool _noticeSent;

    public bool IsFreed { get; set; }

    /// <summary>Whether its notice waits for room in the kernel.</summary>
    public bool OwesNotice { get; private set; }

    /// <summary>The leg whose socket it reads, within the leg's budget.</summary>
    public LegRecord* Leg { get; set; }

    /// <summary>Bytes of the wire that the library made for this connection.</summary>
    public long Written { get; set; }

    /// <summary>Whether a read gives more than <see cref="IoResult.WouldBlock"/> without the socket.</summary>
    public bool IsReady => _plain.Count > 0 || _result != IoResult.WouldBlock || FakeRecord.IsWhole(_records.Bytes);

    public bool HoldsInput => _plain.Count > 0 || _records.Count > 0;

    public int Read(Span<byte> buffer, ByteQueue output)
    {
        while (_plain.Count == 0 && _result == IoResult.WouldBlock)
        {
            if (ReadRecord(output)) continue;
            var count = Receive();
            if (count == IoResult.WouldBlock) return count;
            if (count > 0) _records.Add(_fromSocket.AsSpan(0, count));
            else _result = count;
        }

        return _plain.Count > 0 ? TakePlain(buffer) : _result;
    }

    public bool Write(ReadOnlySpan<byte> bytes, ByteQueue output)
    {
        if (_result == IoResult.Broken) NoteResult(_result);
        if (_noticeSent || _result == IoResult.Broken) return false;
        for (; bytes.Length > 0; bytes = bytes[Math.Min(bytes.Length, FakeRecord.MostContent)..])
            FakeRecord.Write(output, FakeRecord.Data, bytes[..Math.Min(bytes.Length, FakeRecord.MostContent)]);
        return true;
    }

    public void WriteCloseNotice(ByteQueue output)
    {
        if (_noticeSent || _result == IoResult.Broken) return;
        _noticeSent = true;
        if (!noticeIsSent) FakeRecord.Write(output, FakeRecord.CloseNotice, []);
        else OwesNotice = true;
    }

    // As the kernel: it has room for the notice or not, and FIN waits until the far end has taken all.
    public bool TryFinish()
    {
        Assert.Equal(0, Leg->PendingLength);
        if (!noticeIsSent) return true;
        if (OwesNotice)
        {
            if (!kernel.TrySendRecord(descriptor, FakeRecord.CloseNotice)) return false;
            Written += FakeRecord.Overhead;
            OwesNotice = false;
        }

        return _socket.Outgoing.Count == 0;
    }

    /// <summary>The engine was told the result that a read gave.</summary>
    public void NoteResult(int result)
    {
        if (result == IoResult.Ended) _socket.Story.End(isClient: true);
        else if (result == IoResult.Broken) _socket.Story.Break(isClient: true);
    }

    // As the BIO in front of OpenSSL.
    private int Receive()
    {
        var most = Math.Min(ReadAhead, Leg->Readable);
        Leg->Flags |= LegFlags.HoldsMore;
        if (most <= 0) return IoResult.WouldBlock;
        var count = kernel.Receive(descriptor, _fromSocket.AsSpan(0, most));
        Leg->Set(LegFlags.HoldsMore, count == most);
        if (count > 0) Leg->Readable -= count;
        return count;
    }

    private int TakePlain(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _plain.Count);
        _plain.Bytes[..count].CopyTo(buffer);
        _plain.Skip(count);
        _socket.Story.Read(isClient: true, count);
        return count;
    }

    // As OpenSSL: a record that is not there whole stays inside, and one that is no data gives nothing to read. An answer goes out whatever was
    // sent before it, even a close notice.
    private bool ReadRecord(ByteQueue output)
    {
        if (!FakeRecord.TryRead(_records, out var kind, out var content)) return false;
        if (kind == FakeRecord.Data) _plain.Add(content);
        else if (kind == FakeRecord.Question) Say(output, FakeRecord.Answer, content);
        else if (kind == FakeRecord.CloseNotice) _result = IoResult.Ended;
        else Refuse(output);
        return true;
    }

    // As the kernel's connections, one that sends its notice by itself says nothing more by then.
    private void Say(ByteQueue output, byte kind, byte[] content)
    {
        if (!noticeIsSent || !_noticeSent) FakeRecord.Write(output, kind, content);
    }

    private void Refuse(ByteQueue output)
    {
        _result = IoResult.Broken;
        Say(output, FakeRecord.Alert, []);
    }
}
