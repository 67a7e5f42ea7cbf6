namespace Lb.Transport.Reactors.Records;

/// <summary>Names a record of a <see cref="RecordSlab{T}"/> for as long as it lives. The slot of a record that was returned is used again, the
/// handle never is, so a handle kept too long finds nothing instead of another connection.</summary>
/// <param name="Slot">Place in the slab, 0 to <see cref="MaxSlot"/>.</param>
/// <param name="Generation">Odd for every record that lives or lived; the default handle's 0 names none.</param>
internal readonly record struct ConnectionHandle(int Slot, uint Generation)
{
    /// <summary>The highest slot: 30 bits.</summary>
    public const int MaxSlot = (1 << 30) - 1;

    private const int KindBits = 2;
    private const int KindMask = (1 << KindBits) - 1;

    /// <summary>Slot, generation and a kind from 0 to 3 in 64 bits; 0 for no handle that names a record.</summary>
    public ulong Pack(int kind) => ((ulong)Generation << 32) | ((uint)Slot << KindBits) | (uint)(kind & KindMask);

    /// <summary>Undoes <see cref="Pack"/>.</summary>
    public static ConnectionHandle Unpack(ulong packed, out int kind)
    {
        kind = (int)packed & KindMask;
        return new ConnectionHandle((int)((uint)packed >> KindBits), (uint)(packed >> 32));
    }
}
