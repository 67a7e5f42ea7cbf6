namespace Lb.Protocol.Connect;

/// <summary>Where a field's bytes stand in a packet, its length prefix not included.</summary>
/// <param name="Offset">Bytes from the start of the packet; 0 only when the field is absent.</param>
/// <param name="Length">Bytes, 0 or more.</param>
public readonly record struct ByteRange(int Offset, int Length)
{
    /// <summary>Whether the packet has this field; it may still be empty.</summary>
    public bool IsPresent => Offset != 0;

    /// <summary>The field's bytes in the packet that it was found in.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> packet) => packet.Slice(Offset, Length);
}
