using System.Buffers;

namespace Lb.Protocol.Tests.Segments;

/// <summary>Builds sequences of several segments out of contiguous bytes.</summary>
internal static class SegmentedBytes
{
    /// <summary>Cut before each of the given offsets; empty segments are allowed.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> bytes, params int[] offsets)
    {
        var first = new Segment(bytes[..(offsets.Length > 0 ? offsets[0] : bytes.Length)], 0);
        Segment last = first;
        for (int i = 0; i < offsets.Length; i++)
        {
            int end = i + 1 < offsets.Length ? offsets[i + 1] : bytes.Length;
            last = last.Append(bytes[offsets[i]..end]);
        }
        return new(first, 0, last, last.Memory.Length);
    }

    public static ReadOnlySequence<byte> OneByteEach(ReadOnlyMemory<byte> bytes) =>
        bytes.Length < 2 ? new(bytes) : Cut(bytes, [.. Enumerable.Range(1, bytes.Length - 1)]);

    public static ReadOnlySequence<byte> CutAtRandom(ReadOnlyMemory<byte> bytes, Random random)
    {
        int[] offsets = [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(bytes.Length + 1)).Order()];
        return Cut(bytes, offsets);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
