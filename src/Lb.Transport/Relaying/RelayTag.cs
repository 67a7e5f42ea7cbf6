using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lb.Transport.Relaying;

/// <summary>A few bytes of the caller's that travel with a relay: what its end needs to know about the connection, as a value without
/// references, so that no managed object need stay alive for a connection that relays.</summary>
[InlineArray(Words)]
public struct RelayTag
{
    /// <summary>Room, bytes.</summary>
    public const int Size = Words * sizeof(ulong);

    private const int Words = 18;
    private ulong _word;

    /// <summary>Packs a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger than <see cref="Size"/>.</exception>
    public static RelayTag From<T>(in T value)
        where T : unmanaged
    {
        var tag = default(RelayTag);
        Span<ulong> words = tag;
        MemoryMarshal.Write(MemoryMarshal.AsBytes(words), in value);
        return tag;
    }

    /// <summary>The value that was packed.</summary>
    public readonly T To<T>()
        where T : unmanaged
    {
        ReadOnlySpan<ulong> words = this;
        return MemoryMarshal.Read<T>(MemoryMarshal.AsBytes(words));
    }
}
