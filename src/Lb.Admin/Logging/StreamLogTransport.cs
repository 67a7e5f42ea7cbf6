using System.Buffers;

namespace Lb.Admin.Logging;

/// <summary>Lines for standard output or standard error, written together while they come faster than they are taken.</summary>
/// <param name="stream">Where to; closed with this.</param>
public sealed class StreamLogTransport(Stream stream) : ILogTransport
{
    private const int FlushAt = 16 * 1024;
    private readonly ArrayBufferWriter<byte> _kept = new();
    private int _lines;

    /// <inheritdoc/>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        // A write that was given up may still read the buffer.
        if (cancellation.IsCancellationRequested) return ValueTask.FromResult(1);
        _kept.Write(line.Span);
        _lines++;
        return _kept.WrittenCount < FlushAt ? ValueTask.FromResult(0) : FlushAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<int> FlushAsync(CancellationToken cancellation)
    {
        if (_lines == 0) return 0;
        var lines = _lines;
        _lines = 0;
        try
        {
            // A console stream heeds no cancellation by itself.
            await stream.WriteAsync(_kept.WrittenMemory, cancellation).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The reader of the pipe is gone or stuck, or the disk is full; the next lines try again.
            return lines;
        }
        finally
        {
            _kept.ResetWrittenCount();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
