using System.Numerics;
using System.Runtime.InteropServices;

namespace Lb.Transport.Reactors.Timers;

/// <summary>The slots of a <see cref="TimerWheel"/>: levels of 1024 slots, each the head of a list. Two layers of bits per level find the next
/// slot in use without a look at the empty ones.</summary>
internal sealed unsafe class TimerSlots : IDisposable
{
    public const int LevelShift = 10;
    public const int SlotsPerLevel = 1 << LevelShift;
    public const int Levels = 4;
    private const int Words = SlotsPerLevel / 64;

    private int* _heads = (int*)NativeMemory.Alloc(Levels * SlotsPerLevel, sizeof(int));
    private ulong* _occupied = (ulong*)NativeMemory.AllocZeroed(Levels * Words, sizeof(ulong));
    private ulong* _occupiedWords = (ulong*)NativeMemory.AllocZeroed(Levels, sizeof(ulong));

    public TimerSlots() => new Span<int>(_heads, Levels * SlotsPerLevel).Fill(-1);

    /// <summary>The first timer of a slot; negative for none. A slot's number is its level times 1024 plus its position.</summary>
    public int Head(int slot) => _heads[slot];

    /// <summary>Makes <paramref name="id"/>, which may be negative for none, the slot's first timer.</summary>
    public void SetHead(int slot, int id)
    {
        var wasEmpty = _heads[slot] < 0;
        _heads[slot] = id;
        if (wasEmpty != id < 0) Mark(slot, id >= 0);
    }

    /// <summary>The first position of the level, from <paramref name="position"/> on, whose slot holds timers; -1 for none.</summary>
    public int FirstFrom(int level, int position)
    {
        var word = position >> 6;
        var bits = _occupied[level * Words + word] & (ulong.MaxValue << (position & 63));
        if (bits != 0) return (word << 6) + BitOperations.TrailingZeroCount(bits);
        var words = _occupiedWords[level] & (ulong.MaxValue << (word + 1));
        if (words == 0) return -1;
        word = BitOperations.TrailingZeroCount(words);
        return (word << 6) + BitOperations.TrailingZeroCount(_occupied[level * Words + word]);
    }

    public void Dispose()
    {
        NativeMemory.Free(_heads);
        NativeMemory.Free(_occupied);
        NativeMemory.Free(_occupiedWords);
        _heads = null;
        _occupied = _occupiedWords = null;
    }

    private void Mark(int slot, bool occupied)
    {
        var word = slot >> 6;
        var wordBit = 1UL << (word & (Words - 1));
        ref var words = ref _occupiedWords[slot >> LevelShift];
        _occupied[word] ^= 1UL << (slot & 63);
        if (occupied) words |= wordBit;
        else if (_occupied[word] == 0) words &= ~wordBit;
    }
}
