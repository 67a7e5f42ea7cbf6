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
            _slot = _slab.NextLive(_slot + 1);
            return _slot >= 0;
        }
    }

    private uint Generation(int slot) => _chunks[slot >> ChunkShift].Generations[slot & SlotMask];
}
