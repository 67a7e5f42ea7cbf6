#if DEBUG
namespace Lb.Transport.Reactors.Buffers;

internal sealed unsafe partial class BufferPool
{
    private readonly Dictionary<nint, int> _lent = [];

    partial void NoteLent(byte* start, int capacity) => _lent.Add((nint)start, capacity);

    partial void CheckLent(byte* start, int capacity)
    {
        if (!_lent.Remove((nint)start, out var lent) || lent != capacity)
            throw new InvalidOperationException($"no buffer of {capacity} bytes is lent at {(nint)start:x}");
    }
}
#endif
