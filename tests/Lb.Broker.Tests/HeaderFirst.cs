using Lb.Broker.Connections;

namespace Lb.Broker.Tests;

/// <summary>Sends a header together with the first bytes that are written.</summary>
internal sealed class HeaderFirst(Stream inner, byte[] header) : AsyncStream
{
    private byte[]? _header = header;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] bytes = [.. _header ?? [], .. buffer.Span];
        _header = null;
        return inner.WriteAsync(bytes, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
