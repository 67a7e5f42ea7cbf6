namespace Lb.Broker.Faults;

/// <summary>Counts MQTT packets in a stream of bytes by their headers, so that the stream can be cut behind one of them.</summary>
/// <remarks>MQTT 5.0 section 2.1: a byte of type and flags, the remaining length in one to four bytes, and so many bytes.</remarks>
internal sealed class PacketCutter
{
    private const int ContinuationBit = 0x80;

    private bool _inLength;
    private int _shift;
    private long _remaining;

    /// <summary>Packets that are complete.</summary>
    public int Count { get; private set; }

    /// <summary>Follows bytes until a number of packets is complete.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    /// <param name="limit">Stops behind this packet, the first being 1.</param>
    /// <returns>How many of the bytes come before the cut: all, unless the limit was reached within them.</returns>
    public int Follow(ReadOnlySpan<byte> bytes, int limit)
    {
        var position = 0;
        while (position < bytes.Length && Count < limit)
        {
            if (_inLength || _remaining == 0) ReadHeader(bytes[position++]);
            else position += Skip(bytes.Length - position);
        }
        return position;
    }

    private void ReadHeader(byte next)
    {
        if (!_inLength)
        {
            (_inLength, _shift, _remaining) = (true, 0, 0);
            return;
        }
        _remaining |= (long)(next & ~ContinuationBit) << _shift;
        _shift += 7;
        _inLength = (next & ContinuationBit) != 0 && _shift < 28;
        if (!_inLength && _remaining == 0) Count++;
    }

    private int Skip(int available)
    {
        var count = (int)Math.Min(available, _remaining);
        _remaining -= count;
        if (_remaining == 0) Count++;
        return count;
    }
}
