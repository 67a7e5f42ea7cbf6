using System.Buffers;
using System.IO.Pipelines;
using Lb.Transport.Reactors.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>What the client says while its connection is being set up. A buffer is held only while bytes are in it; it is one piece, so that parsers see
/// one span, and grows to what the stages wait for.</summary>
internal sealed class SetUpInput(ReactorConnection connection) : PipeReader
{
    private const int SmallestBuffer = 512;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _examined;
    private bool _ended;
    private bool _isCancelled;

    /// <summary>Bytes that no stage consumed.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Takes bytes off the front of <see cref="Unread"/>; no stage reads any more.</summary>
    public void Consume(int count) => _start += count;

    /// <inheritdoc/>
    /// <exception cref="ConnectionResetException">The client broke the connection, or it was aborted.</exception>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryRead(out var result)) return result;
            await connection.WaitForClient();
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        var isReady = _isCancelled || _end > _examined || _ended || Fill();
        result = isReady ? new ReadResult(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), _isCancelled, _ended) : default;
        if (isReady) _isCancelled = false;
        return isReady;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (connection.IsGone) return;
        _start = consumed.GetInteger();
        _examined = examined.GetInteger();
        if (_start == _end) Release();
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        if (Reactor.Current == connection.Reactor) Cancel();
        else connection.Reactor.Work.Post(static input => ((SetUpInput)input!).Cancel(), this);
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => Release();

    /// <summary>Gives the buffer back.</summary>
    public void Release()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = _examined = 0;
    }

    private void Cancel()
    {
        _isCancelled = true;
        connection.WakeReader();
    }

    private unsafe bool Fill()
    {
        var count = connection.Read();
        if (count == IoResult.WouldBlock) return false;
        if (count == IoResult.Broken) throw new ConnectionResetException("The client leg broke.");
        _ended = count == IoResult.Ended;
        if (count > 0) Append(new ReadOnlySpan<byte>(connection.Reactor.Shared, count));
        return true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var length = _end - _start;
        if (_end + bytes.Length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, Math.Max(length + bytes.Length, 2 * length)));
            Unread.CopyTo(larger);
            var examined = _examined - _start;
            Release();
            (_buffer, _end, _examined) = (larger, length, examined);
        }

        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }
}
