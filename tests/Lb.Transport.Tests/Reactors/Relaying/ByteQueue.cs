namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>Bytes in order, put in at the end and taken at the front.</summary>
internal sealed class ByteQueue
{
    private byte[] _bytes = new byte[64];
    private int _start;

    public int Count { get; private set; }

    /// <summary>Bytes that were ever put in.</summary>
    public long Added { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, Count);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_start + Count + bytes.Length > _bytes.Length)
        {
            var room = Count + bytes.Length <= _bytes.Length / 2 ? _bytes : new byte[2 * (Count + bytes.Length)];
            Bytes.CopyTo(room);
            (_bytes, _start) = (room, 0);
        }

        bytes.CopyTo(_bytes.AsSpan(_start + Count));
        Count += bytes.Length;
        Added += bytes.Length;
    }

    public void Skip(int count)
    {
        _start += count;
        Count -= count;
    }

    public void Clear() => Skip(Count);
}
