using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Tests.Reactors.Records;

public sealed unsafe class RecordSlabTests : IDisposable
{
    private const int ChunkRecords = 512;

    private readonly RecordSlab<SampleRecord> _slab = new();

    public void Dispose() => _slab.Dispose();

    [Fact]
    public void GivesEveryLiveRecordAndNoOther_WhateverIsDoneToTheSlab() => Seeded.Check(random =>
    {
        using var slab = new RecordSlab<SampleRecord>();
        var model = new ModelledSlab(slab, random);
        for (var i = 0; i < 40; i++) model.Step();
        model.ReturnAll();
    });

    [Fact]
    public void ZeroesARecord_WhenItsSlotIsUsedAgain()
    {
        var handle = _slab.Rent();
        (*_slab.Get(handle))[5] = ulong.MaxValue;
        _slab.Return(handle);

        var again = _slab.Rent();

        Assert.Equal(handle.Slot, again.Slot);
        for (var i = 0; i < 16; i++) Assert.Equal(0UL, (*_slab.Get(again))[i]);
    }

    [Fact]
    public void AlignsRecordsToCacheLines()
    {
        for (var i = 0; i < 3; i++) Assert.Equal(0u, (nuint)_slab.At(_slab.Rent().Slot) % 64);
    }

    [Fact]
    public void FindsNothing_ForTheDefaultHandle()
    {
        Assert.True(_slab.Get(default) == null);
        _slab.Rent();
        Assert.True(_slab.Get(default) == null);
        Assert.True(_slab.Get(ConnectionHandle.Unpack(0, out _)) == null);
    }

    [Fact]
    public void FindsNothing_ForAHandleOfMemoryThatWasGivenBack()
    {
        var handles = Rent(3 * ChunkRecords);
        foreach (var handle in handles) _slab.Return(handle);
        Assert.Equal(ChunkRecords, _slab.Capacity);

        var again = Rent(3 * ChunkRecords);

        Assert.All(handles, handle => Assert.True(_slab.Get(handle) == null));
        Assert.Empty(handles.Intersect(again));
        Assert.Equal(handles.Select(handle => handle.Slot).Order(), again.Select(handle => handle.Slot).Order());
    }

    [Fact]
    public void RefusesARecord_WhenItWasReturnedBefore()
    {
        var handle = _slab.Rent();
        Assert.True(_slab.Return(handle));

#if DEBUG
        Assert.Throws<InvalidOperationException>(() => _slab.Return(handle));
#else
        Assert.False(_slab.Return(handle));
#endif
        Assert.Equal(0, _slab.Live);
        Assert.NotEqual(_slab.Rent(), _slab.Rent());
    }

#if DEBUG
    [Fact]
    public void Throws_WhenARecordIsNotTheOneOfItsHandle()
    {
        var (one, other) = (_slab.Rent(), _slab.Rent());
        var record = _slab.Get(one);
        _slab.Check(one, record);

        Assert.Throws<InvalidOperationException>(() => _slab.Check(other, record));
        Assert.Throws<InvalidOperationException>(() => _slab.Check(one, null));
        _slab.Return(one);
        Assert.Equal(one.Slot, _slab.Rent().Slot);
        Assert.Throws<InvalidOperationException>(() => _slab.Check(one, record));
    }
#endif

    [Fact]
    public void SeesEveryRecordOnce_WhenEachIsReturnedAsItIsSeen()
    {
        var handles = Rent(4 * ChunkRecords + 3);
        var seen = new List<ConnectionHandle>();

        foreach (var handle in _slab)
        {
            seen.Add(handle);
            _slab.Return(handle);
        }

        Assert.Equal(handles, seen);
        Assert.Equal((0, ChunkRecords), (_slab.Live, _slab.Capacity));
    }

    [Fact]
    public void KeepsHighChunksEmpty_WhenThereIsRoomInLowOnes()
    {
        var handles = Rent(4 * ChunkRecords);
        foreach (var handle in handles.Where(handle => handle.Slot % 2 == 0)) _slab.Return(handle);

        Assert.All(Rent(ChunkRecords), handle => Assert.InRange(handle.Slot, 0, 2 * ChunkRecords - 1));
    }

    [Theory]
    [InlineData(0, 1u, 0)]
    [InlineData(1, 3u, 1)]
    [InlineData(ConnectionHandle.MaxSlot, uint.MaxValue, 3)]
    public void SurvivesPacking(int slot, uint generation, int kind)
    {
        var handle = new ConnectionHandle(slot, generation);

        Assert.Equal(handle, ConnectionHandle.Unpack(handle.Pack(kind), out var unpacked));
        Assert.Equal(kind, unpacked);
    }

    private List<ConnectionHandle> Rent(int count) => [.. Enumerable.Range(0, count).Select(_ => _slab.Rent())];
}
