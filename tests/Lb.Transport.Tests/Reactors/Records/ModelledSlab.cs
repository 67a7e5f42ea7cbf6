using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Tests.Reactors.Records;

/// <summary>Does random things to a slab, and compares it with a dictionary of what each record must hold.</summary>
internal sealed unsafe class ModelledSlab(RecordSlab<SampleRecord> slab, Random random)
{
    private readonly Dictionary<ConnectionHandle, (nint Address, ulong Mark)> _live = [];
    private readonly List<ConnectionHandle> _returned = [];

    /// <summary>Rents or returns some hundreds of records, then compares everything.</summary>
    public void Step()
    {
        var count = random.Next(400);
        if (random.Next(2) == 0)
        {
            for (var i = 0; i < count; i++) Rent();
        }
        else
        {
            foreach (var handle in Some(Math.Min(count, _live.Count))) Return(handle);
        }

        Compare();
    }

    public void ReturnAll()
    {
        foreach (var handle in Some(_live.Count)) Return(handle);
        Compare();
        Assert.InRange(slab.Capacity, 0, 512);
    }

    private ConnectionHandle[] Some(int count)
    {
        var all = _live.Keys.ToArray();
        random.Shuffle(all);
        return all[..count];
    }

    private void Rent()
    {
        var handle = slab.Rent();
        var record = slab.Get(handle);
        for (var i = 0; i < 16; i++) Assert.True((*record)[i] == 0);
        var mark = (ulong)random.NextInt64();
        ((*record)[0], (*record)[15]) = (mark, ~mark);
        _live.Add(handle, ((nint)record, mark));
    }

    private void Return(ConnectionHandle handle)
    {
        Assert.True(slab.Return(handle));
        _live.Remove(handle);
        _returned.Add(handle);
    }

    private void Compare()
    {
        Assert.Equal(_live.Count, slab.Live);
        Assert.InRange(slab.Live, 0, slab.Capacity);
        foreach (var handle in _returned) Assert.True(slab.Get(handle) == null);
        foreach (var (handle, (address, mark)) in _live)
        {
            var record = slab.Get(handle);
            Assert.True(address == (nint)record && record == slab.At(handle.Slot));
            Assert.True(mark == (*record)[0] && ~mark == (*record)[15]);
        }

        var seen = new List<ConnectionHandle>();
        foreach (var handle in slab) seen.Add(handle);
        Assert.True(_live.Keys.OrderBy(handle => handle.Slot).SequenceEqual(seen));
    }
}
