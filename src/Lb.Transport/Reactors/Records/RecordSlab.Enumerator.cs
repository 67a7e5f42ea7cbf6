namespace Lb.Transport.Reactors.Records;

internal sealed unsafe partial class RecordSlab<T>
{
    /// <summary>Walks the records that live, without an allocation.</summary>
    public struct Enumerator
    {
        private readonly RecordSlab<T> _slab;
        private int _slot = -1;

        internal Enumerator(RecordSlab<T> slab) => _slab = slab;

        public readonly ConnectionHandle Current => new(_slot, _slab.Generation(_slot));

        public bool MoveNext()
        {
            while (++_slot >> ChunkShift < _slab._chunkCount)
            {
                if (_slab._chunks[_slot >> ChunkShift].Live == 0) _slot |= SlotMask;
                else if ((_slab.Generation(_slot) & 1) != 0) return true;
            }

            return false;
        }
    }

    private uint Generation(int slot) => _chunks[slot >> ChunkShift].Generations[slot & SlotMask];
}
