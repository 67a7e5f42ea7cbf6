using System.Buffers.Binary;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>Bytes that a hostile client opens with: a real ClientHello made wrong in some way, or records of nothing.</summary>
internal static class HelloMutation
{
    // Where the handshake message begins in its record.
    private const int Message = 5;

    /// <summary>One of many ways to be wrong.</summary>
    public static byte[] Next(Random random, byte[] hello) => random.Next(12) switch
    {
        0 => Flip(random, hello),
        1 => hello[..random.Next(hello.Length)],
        2 => [.. hello, .. TlsRecords.Some(random)],
        3 => TlsRecords.Some(random),
        4 => Changed(hello, record => TlsRecords.Misannounce(random, record)),
        5 => Changed(hello, record => TlsRecords.MisannounceMessage(random, record.AsSpan(Message))),
        6 => OldVersion(random, hello),
        7 => [.. TlsRecords.Some(random), .. hello],
        8 => [.. Changed(hello, record => TlsRecords.Misannounce(random, record)), .. TlsRecords.Some(random)],
        9 => [.. Changed(hello, record => TlsRecords.MisannounceMessage(random, record.AsSpan(Message))), .. TlsRecords.Some(random)],
        10 => TlsRecords.Fragment(random, random.Next(2) == 0 ? hello : Flip(random, hello)),
        _ => TlsRecords.Noise(random, random.Next(1, 600)),
    };

    /// <summary>The hello of a client that knows no TLS newer than this: 0x0301 is TLS 1.0. In the record, in the hello, and without the
    /// extension that says otherwise.</summary>
    public static byte[] WithVersion(byte[] hello, ushort version) => WithVersions(hello, version, version);

    private static byte[] Changed(byte[] hello, Action<byte[]> change)
    {
        var changed = (byte[])hello.Clone();
        change(changed);
        return changed;
    }

    private static byte[] Flip(Random random, byte[] hello) => Changed(hello, changed =>
    {
        for (var left = random.Next(1, 8); left > 0; left--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
    });

    private static byte[] OldVersion(Random random, byte[] hello) =>
        WithVersions(hello, (ushort)(0x0300 + random.Next(3)), (ushort)(0x0300 + random.Next(3)));

    private static byte[] WithVersions(byte[] hello, ushort record, ushort client) => Changed(hello, changed =>
    {
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(1), record);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(9), client);
        for (var i = 40; i < changed.Length - 1; i++)
            if (changed[i] == 0 && changed[i + 1] == 43) changed[i + 1] = 99;
    });
}
