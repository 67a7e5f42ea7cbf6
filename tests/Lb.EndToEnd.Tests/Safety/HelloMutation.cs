using System.Buffers.Binary;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>Bytes that a hostile client opens with: a real ClientHello made wrong in some way, or records of nothing.</summary>
internal static class HelloMutation
{
    private const int LargestRecord = 16384 + 256;
    private static readonly byte[] ContentTypes = [20, 21, 22, 23, 24];

    /// <summary>One of many ways to be wrong.</summary>
    public static byte[] Next(Random random, byte[] hello) => random.Next(9) switch
    {
        0 => Flip(random, hello),
        1 => hello[..random.Next(hello.Length)],
        2 => [.. hello, .. Records(random)],
        3 => Records(random),
        4 => WithLength(random, hello, at: 3, bytes: 2),
        5 => WithLength(random, hello, at: 6, bytes: 3),
        6 => OldVersion(random, hello),
        7 => [.. Records(random), .. hello],
        _ => Noise(random, random.Next(1, 600)),
    };

    /// <summary>Some records of any type, version and length, the content at random; the last may be cut short.</summary>
    public static byte[] Records(Random random)
    {
        var all = new List<byte>();
        for (var left = random.Next(1, 5); left > 0; left--) all.AddRange(Record(random));
        return [.. all];
    }

    /// <summary>The hello of a client that knows no TLS newer than this: 0x0301 is TLS 1.0. In the record, in the hello, and without the
    /// extension that says otherwise.</summary>
    public static byte[] WithVersion(byte[] hello, ushort version) => WithVersions(hello, version, version);

    private static byte[] Record(Random random)
    {
        var announced = random.Next(4) == 0 ? random.Next(ushort.MaxValue) : random.Next(LargestRecord / 64);
        var type = random.Next(5) == 0 ? (byte)random.Next(256) : ContentTypes[random.Next(ContentTypes.Length)];
        var content = type == 21 && random.Next(2) == 0 ? [(byte)random.Next(1, 3), (byte)random.Next(120)] : Noise(random, Math.Min(announced, 4096));
        return [type, 3, (byte)random.Next(5), (byte)(content.Length >> 8), (byte)content.Length, .. content];
    }

    private static byte[] Flip(Random random, byte[] hello)
    {
        var changed = (byte[])hello.Clone();
        for (var left = random.Next(1, 8); left > 0; left--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed;
    }

    private static byte[] WithLength(Random random, byte[] hello, int at, int bytes)
    {
        var changed = (byte[])hello.Clone();
        random.NextBytes(changed.AsSpan(at, bytes));
        return changed;
    }

    private static byte[] OldVersion(Random random, byte[] hello) =>
        WithVersions(hello, (ushort)(0x0300 + random.Next(3)), (ushort)(0x0300 + random.Next(3)));

    private static byte[] WithVersions(byte[] hello, ushort record, ushort client)
    {
        var changed = (byte[])hello.Clone();
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(1), record);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(9), client);
        for (var i = 40; i < changed.Length - 1; i++)
            if (changed[i] == 0 && changed[i + 1] == 43) changed[i + 1] = 99;
        return changed;
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
