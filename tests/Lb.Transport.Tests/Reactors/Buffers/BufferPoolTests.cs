using Lb.Transport.Reactors.Buffers;

namespace Lb.Transport.Tests.Reactors.Buffers;

public sealed unsafe class BufferPoolTests
{
    [Theory]
    [InlineData(0, 1_024)]
    [InlineData(1, 1_024)]
    [InlineData(1_024, 1_024)]
    [InlineData(1_025, 2_048)]
    [InlineData(4_097, 8_192)]
    [InlineData(65_535, 65_536)]
    [InlineData(65_536, 65_536)]
    [InlineData(65_537, 69_632)]
    [InlineData(262_144, 262_144)]
    public void LendsTheSmallestBufferWithRoom(int size, int expected)
    {
        using var pool = new BufferPool(1 << 20);

        Assert.True(pool.TryRent(size, out var start, out var capacity));
        new Span<byte>(start, capacity).Fill(0xAA);

        Assert.Equal((expected, expected), (capacity, pool.Used));
        pool.Return(start, capacity);
        Assert.Equal(0, pool.Used);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(BufferPool.MostSize + 1)]
    [InlineData(int.MaxValue)]
    public void LendsNothing_ForASizeOutOfRange(int size)
    {
        using var pool = new BufferPool(long.MaxValue);

        Assert.False(pool.CanRent(size));
        Assert.False(pool.TryRent(size, out var start, out var capacity));
        Assert.True(start == null && capacity == 0);
    }

    [Fact]
    public void StaysUnderItsCap_WhateverIsRentedAndReturned() => Seeded.Check(random =>
    {
        var cap = random.Next(4 << 20);
        using var pool = new BufferPool(cap);
        var lent = new List<(nint Start, int Capacity, byte Mark)>();
        for (var i = 0; i < 400; i++)
        {
            if (random.Next(5) < 3) Rent(pool, cap, random.Next(65_537) >> random.Next(8), (byte)i, lent);
            else Return(pool, random, lent);
            Assert.Equal(lent.Sum(buffer => (long)buffer.Capacity), pool.Used);
            Assert.InRange(pool.Held, pool.Used, Math.Min(cap, pool.Used + SizeClasses.Count * BufferPool.ReserveBytes));
        }

        while (lent.Count > 0) Return(pool, random, lent);
    });

    [Fact]
    public void GivesMemoryBack_WhenAFloodIsOver()
    {
        using var pool = new BufferPool(64 << 20);
        var lent = new List<(nint Start, int Capacity, byte Mark)>();
        for (var i = 0; i < 1_000; i++) Rent(pool, 64 << 20, 65_536, (byte)i, lent);
        Assert.Equal(1_000 * 65_536, pool.Held);

        while (lent.Count > 0) Return(pool, new Random(1), lent);

        Assert.Equal((0, BufferPool.ReserveBytes), (pool.Used, pool.Held));
    }

    [Fact]
    public void KeepsNothing_OfAPieceLargerThanAllSizes()
    {
        using var pool = new BufferPool(1 << 20);
        Assert.True(pool.TryRent(262_145, out var start, out var capacity));

        pool.Return(start, capacity);

        Assert.Equal((0, 0), (pool.Used, pool.Held));
    }

#if DEBUG
    [Fact]
    public void Throws_WhenABufferIsReturnedTwice()
    {
        using var pool = new BufferPool(1 << 20);
        Assert.True(pool.TryRent(1, out var start, out var capacity));
        pool.Return(start, capacity);

        Assert.Throws<InvalidOperationException>(() => pool.Return(start, capacity));
    }
#endif

    private static void Rent(BufferPool pool, long cap, int size, byte mark, List<(nint Start, int Capacity, byte Mark)> lent)
    {
        var could = pool.CanRent(size);
        var used = pool.Used;
        Assert.Equal(could, pool.TryRent(size, out var start, out var capacity));
        if (!could)
        {
            Assert.True(used + Math.Max(size, 1_024) * 2L > cap);
            return;
        }

        Assert.InRange(capacity, size, 65_536);
        new Span<byte>(start, capacity).Fill(mark);
        lent.Add(((nint)start, capacity, mark));
    }

    private static void Return(BufferPool pool, Random random, List<(nint Start, int Capacity, byte Mark)> lent)
    {
        if (lent.Count == 0) return;
        var at = random.Next(lent.Count);
        var (start, capacity, mark) = lent[at];
        lent[at] = lent[^1];
        lent.RemoveAt(lent.Count - 1);
        Assert.Equal(-1, new Span<byte>((byte*)start, capacity).IndexOfAnyExcept(mark));
        pool.Return((byte*)start, capacity);
    }
}
