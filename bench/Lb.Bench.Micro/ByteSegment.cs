using System.Buffers;

namespace Lb.Bench.Micro;

/// <summary>Bytes cut into segments, as a pipe holds what arrived in small packets.</summary>
internal sealed class ByteSegment : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Split(ReadOnlyMemory<byte> bytes, int size)
    {
        var first = new ByteSegment { Memory = bytes[..Math.Min(size, bytes.Length)] };
        var last = first;
        for (int at = size; at < bytes.Length; at += size)
        {
            var next = new ByteSegment { Memory = bytes[at..Math.Min(at + size, bytes.Length)], RunningIndex = at };
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
