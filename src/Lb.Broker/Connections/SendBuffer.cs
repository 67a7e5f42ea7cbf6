using System.Buffers;

namespace Lb.Broker.Connections;

/// <summary>Pooled memory for one batch of encoded packets.</summary>
internal sealed class SendBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 4 * 1024;

    private byte[] _bytes = [];

    /// <summary>How many bytes were written since the last <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Forgets what was written behind a length that it had before.</summary>
    public void TakeBack(int length) => Length = length;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Reserve(int sizeHint)
    {
        var needed = Length + Math.Max(1, sizeHint);
        if (needed <= _bytes.Length) return;
        var next = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, Math.Max(needed, _bytes.Length * 2)));
        Written.CopyTo(next);
        var length = Length;
        Dispose();
        _bytes = next;
        Length = length;
    }
}
