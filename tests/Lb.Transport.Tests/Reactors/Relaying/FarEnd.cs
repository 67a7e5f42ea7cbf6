namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>A client or a server: sends bytes that follow from their place in its stream, and checks each byte that it reads in the same
/// way.</summary>
/// <param name="socket">Its connection.</param>
/// <param name="sends">Salt of what it sends.</param>
/// <param name="reads">Salt of what it is to read.</param>
/// <param name="isTls">Whether it speaks TLS.</param>
internal sealed class FarEnd(FakeSocket socket, int sends, int reads, bool isTls)
{
    private readonly ByteQueue _outbox = new();
    private readonly ByteQueue _inbox = new();
    private readonly Queue<(long Wire, long Plain)> _recordEnds = new();
    private long _composed;
    private long _wireComposed;
    private long _wirePushed;
    private bool _wantsFin;
    private bool _saysNoMore;

    public FakeSocket Socket => socket;

    /// <summary>Bytes that are on their way whole, and can be asked for at the other side.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes read, and found to be the right ones.</summary>
    public long Got { get; private set; }

    public int Answers { get; private set; }

    /// <summary>Records with bytes that it read.</summary>
    public int DataRecords { get; private set; }

    public bool SawNotice { get; private set; }

    public bool SawTicket { get; private set; }

    public bool SawAlert { get; private set; }

    public bool IsSilent => _wantsFin || socket.FarFin || socket.FarReset;

    /// <summary>Everything that can be read was read, and an end seen.</summary>
    public bool SawEnd => socket.FinSent && !socket.ClosedByReset && socket.Outgoing.Count == 0;

    /// <summary>The bytes at a place of a stream.</summary>
    public static byte[] Stream(int salt, long at, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = ByteAt(salt, at + i);
        return bytes;
    }

    /// <summary>Begins behind bytes that were sent in another way.</summary>
    public void BeginAt(int offset) => _composed = Sent = offset;

    /// <summary>Sends bytes; <see cref="Push"/> moves them.</summary>
    public void Compose(int count)
    {
        while (count > 0)
        {
            var part = Math.Min(count, FakeRecord.MostContent);
            Compose(FakeRecord.Data, Stream(sends, _composed, part), part);
            count -= part;
        }
    }

    /// <summary>Sends a record that carries no data; nothing without TLS. What comes behind a notice or a corrupt record would be read by nobody,
    /// so nothing does.</summary>
    public void ComposeControl(byte kind, int size = 8)
    {
        if (!isTls) return;
        Compose(kind, new byte[size], 0);
        _saysNoMore |= kind != FakeRecord.Question;
    }

    /// <summary>Moves up to so many bytes to the other side's kernel, as its window allows.</summary>
    public void Push(int most = int.MaxValue)
    {
        if (socket.FarReset || socket.FarFin || socket.IsClosed) return;
        var count = Math.Min(Math.Min(most, _outbox.Count), socket.Window - socket.Incoming.Count);
        socket.Incoming.Add(_outbox.Bytes[..count]);
        _outbox.Skip(count);
        _wirePushed += count;
        while (_recordEnds.TryPeek(out var end) && end.Wire <= _wirePushed) Sent = _recordEnds.Dequeue().Plain;
        if (!isTls) Sent += count;
        if (_wantsFin && _outbox.Count == 0) socket.FarFin = true;
    }

    public void Send(int count)
    {
        Compose(count);
        Push();
    }

    /// <summary>Ends its side behind what it sent.</summary>
    public void Fin()
    {
        _wantsFin = true;
        Push(0);
    }

    /// <summary>Ends its side now, even in the middle of a record.</summary>
    public void FinNow()
    {
        _outbox.Clear();
        Fin();
    }

    public void Reset()
    {
        _outbox.Clear();
        if (!socket.IsClosed) socket.ResetByFarEnd();
    }

    /// <summary>Closes; what is sent to it from now on is answered with RST.</summary>
    public void Leave()
    {
        FinNow();
        socket.FarGone = true;
        if (socket.Outgoing.Count > 0 && !socket.IsClosed) socket.ResetByFarEnd();
    }

    /// <summary>Reads and checks up to so many bytes of the wire.</summary>
    public void Read(int most = int.MaxValue)
    {
        var count = Math.Min(most, socket.Outgoing.Count);
        if (isTls) _inbox.Add(socket.Outgoing.Bytes[..count]);
        else Check(socket.Outgoing.Bytes[..count]);
        socket.Outgoing.Skip(count);
        while (isTls && FakeRecord.TryRead(_inbox, out var kind, out var content)) Take(kind, content);
    }

    private static byte ByteAt(int salt, long at) => (byte)((((at * 0x9E3779B1L) ^ (at >> 9)) + (salt * 7919L)) >> 5);

    private void Compose(byte kind, byte[] content, int plain)
    {
        if (_wantsFin || _saysNoMore) return;
        if (isTls) FakeRecord.Write(_outbox, kind, content);
        else _outbox.Add(content);
        _composed += plain;
        _wireComposed += isTls ? content.Length + FakeRecord.Overhead : content.Length;
        if (isTls) _recordEnds.Enqueue((_wireComposed, _composed));
    }

    private void Take(byte kind, byte[] content)
    {
        Assert.False(SawNotice, "a record follows the close notice");
        if (kind == FakeRecord.Data) DataRecords++;
        if (kind == FakeRecord.Data) Check(content);
        else if (kind == FakeRecord.Answer) Answers++;
        else if (kind == FakeRecord.CloseNotice) SawNotice = true;
        else if (kind == FakeRecord.Alert) SawAlert = true;
        else if (kind == FakeRecord.Ticket) SawTicket = true;
        else Assert.Fail($"no record begins with {kind:x2}");
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != ByteAt(reads, Got + i)) Assert.Fail($"byte {Got + i} of the stream is not what was sent");
        }

        Got += bytes.Length;
    }
}
