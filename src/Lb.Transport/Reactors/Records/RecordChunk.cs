namespace Lb.Transport.Reactors.Records;

/// <summary>Some hundred neighbouring slots of a <see cref="RecordSlab{T}"/>.</summary>
internal unsafe struct RecordChunk<T>
    where T : unmanaged
{
    /// <summary>The records; null while the chunk's memory is given back.</summary>
    public T* Records;

    /// <summary>One number for each slot, odd while its record lives. Outlives the records, so that no handle is ever valid twice.</summary>
    public uint* Generations;

    /// <summary>Records that live.</summary>
    public int Live;

    /// <summary>Slots from this one on were not used since the memory was taken.</summary>
    public int FirstFresh;

    /// <summary>The first slot that was returned, or -1; each leads to the next by the first four bytes of its record.</summary>
    public int FirstReturned;
}
