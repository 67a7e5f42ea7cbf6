using System.Buffers;
using System.IO.Pipelines;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>What a stage answers the client by itself.</summary>
internal sealed class SetUpOutput(ReactorConnection connection) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _isBroken;

    public override void Advance(int bytes) => _bytes.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);

    /// <summary>Sends; what the kernel does not take at once follows, or is lost with the connection.</summary>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _isBroken |= !connection.Send(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
        return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: _isBroken));
    }

    public override void CancelPendingFlush()
    {
        // A flush never waits.
    }

    public override void Complete(Exception? exception = null)
    {
        // The end of the stages closes the leg.
    }
}
