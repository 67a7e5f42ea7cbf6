using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.SetUp;

/// <summary>Sends some bytes in one piece with the first that are written.</summary>
internal sealed class GluedStream(Stream stream, byte[] before) : Stream
{
    private byte[] _before = before;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => stream.ReadAsync(buffer, Patience.Token());

    public override void Write(byte[] buffer, int offset, int count)
    {
        stream.Write([.. _before, .. buffer.AsSpan(offset, count)]);
        _before = [];
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] all = [.. _before, .. buffer.Span];
        _before = [];
        await stream.WriteAsync(all, cancellationToken);
    }

    public override void Flush() => stream.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
