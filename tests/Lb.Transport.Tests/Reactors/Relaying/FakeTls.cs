using System.Runtime.InteropServices;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>A TLS library whose connections share one output, as those of a reactor do. Checks that what one connection wrote is taken before the
/// next one's turn, and that none is used after it was freed.</summary>
internal sealed unsafe class FakeTls(FakeKernel kernel) : IDisposable
{
    private const int OutputRoom = 1024 * 1024;
    private readonly List<FakeTlsConnection> _connections = [];
    private readonly ByteQueue _output = new();
    private readonly byte* _outputBytes = (byte*)NativeMemory.Alloc(OutputRoom);
    private nint _writer;
    private bool _gaveBytes;

    /// <summary>Learns of each connection that a read made answer its client.</summary>
    public Action<nint>? WhenAnswered { get; init; }

    public int Live => _connections.Count(connection => !connection.IsFreed);

    public int OutputLength => _output.Count;

    /// <summary>Makes a connection; its handshake is done.</summary>
    /// <param name="descriptor">Of its socket.</param>
    /// <param name="noticeIsSent">As in <see cref="ConnectionPlan"/>.</param>
    /// <returns>Never 0.</returns>
    public nint Add(int descriptor, bool noticeIsSent)
    {
        _connections.Add(new FakeTlsConnection(kernel, descriptor, noticeIsSent));
        return _connections.Count;
    }

    public FakeTlsConnection this[nint tls] => _connections[(int)tls - 1];

    /// <summary>Puts a session ticket into the output, as the end of a handshake does.</summary>
    public void WriteTicket(nint tls, int size)
    {
        var before = BeginTurn(tls);
        FakeRecord.Write(_output, FakeRecord.Ticket, new byte[size]);
        EndTurn(tls, before);
    }

    public bool TrySettle(nint tls)
    {
        BeginTurn(tls);
        Assert.Equal(0, _output.Count);
        return !this[tls].HoldsInput;
    }

    public int Read(nint tls, Span<byte> buffer)
    {
        var before = BeginTurn(tls);
        var count = this[tls].Read(buffer, _output);
        EndTurn(tls, before);
        if (_output.Count > before) WhenAnswered?.Invoke(tls);

        // An end behind bytes is for the next time: those are to be delivered first.
        if (!_gaveBytes) this[tls].NoteResult(count);
        _gaveBytes |= count > 0;
        return count;
    }

    public bool HoldsInput(nint tls)
    {
        BeginTurn(tls);
        return this[tls].HoldsInput;
    }

    public bool Write(nint tls, ReadOnlySpan<byte> bytes)
    {
        var before = BeginTurn(tls);
        var done = this[tls].Write(bytes, _output);
        EndTurn(tls, before);
        return done;
    }

    public void WriteCloseNotice(nint tls)
    {
        var before = BeginTurn(tls);
        this[tls].WriteCloseNotice(_output);
        EndTurn(tls, before);
    }

    public bool TryFinish(nint tls)
    {
        BeginTurn(tls);
        Assert.Equal(0, _output.Count);
        return this[tls].TryFinish();
    }

    public byte* TakeOutput(out int length)
    {
        _gaveBytes = false;
        length = _output.Count;
        _output.Bytes.CopyTo(new Span<byte>(_outputBytes, OutputRoom));
        _output.Clear();
        return _outputBytes;
    }

    public void DiscardOutput() => _output.Clear();

    public void Free(nint tls)
    {
        BeginTurn(tls);
        this[tls].IsFreed = true;
    }

    public void Dispose() => NativeMemory.Free(_outputBytes);

    private int BeginTurn(nint tls)
    {
        Assert.False(this[tls].IsFreed, "a TLS connection is used after it was freed");
        Assert.True(_output.Count == 0 || _writer == tls, "the output holds bytes of another connection");
        _writer = tls;
        return _output.Count;
    }

    private void EndTurn(nint tls, int before) => this[tls].Written += _output.Count - before;
}
