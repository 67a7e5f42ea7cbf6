using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>Seals records of a TLS 1.2 client behind its handshake (AES-128-GCM, RFC 5246 6.3, RFC 5288 3): a client may then say what no library
/// would.</summary>
internal sealed class Tls12Sealer : IDisposable
{
    private const int KeySize = 16;
    private const int SaltSize = 4;
    private const int TagSize = 16;
    private readonly AesGcm _cipher;
    private readonly byte[] _salt;

    // The Finished message was record 0.
    private ulong _next = 1;

    /// <param name="master">Master secret of the session.</param>
    /// <param name="serverRandom">Random of the server's hello.</param>
    /// <param name="clientRandom">Random of the client's.</param>
    public Tls12Sealer(byte[] master, byte[] serverRandom, byte[] clientRandom)
    {
        var keys = Expand(master, [.. Encoding.ASCII.GetBytes("key expansion"), .. serverRandom, .. clientRandom], 2 * (KeySize + SaltSize));
        _cipher = new AesGcm(keys.AsSpan(0, KeySize), TagSize);
        _salt = keys[(2 * KeySize)..((2 * KeySize) + SaltSize)];
    }

    /// <summary>The next record.</summary>
    /// <param name="type">Content type: 22 = handshake.</param>
    /// <param name="content">At most 16 384 bytes.</param>
    public byte[] Seal(byte type, ReadOnlySpan<byte> content)
    {
        var record = new byte[5 + 8 + content.Length + TagSize];
        var about = new byte[13];
        BinaryPrimitives.WriteUInt64BigEndian(about, _next++);
        (about[8], about[9], about[10]) = (type, 3, 3);
        BinaryPrimitives.WriteUInt16BigEndian(about.AsSpan(11), (ushort)content.Length);
        about.AsSpan(8, 3).CopyTo(record);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(3), (ushort)(record.Length - 5));
        about.AsSpan(0, 8).CopyTo(record.AsSpan(5));
        byte[] nonce = [.. _salt, .. about[..8]];
        _cipher.Encrypt(nonce, content, record.AsSpan(13, content.Length), record.AsSpan(13 + content.Length), about);
        return record;
    }

    public void Dispose() => _cipher.Dispose();

    // P_SHA256, RFC 5246 5.
    private static byte[] Expand(byte[] secret, byte[] seed, int length)
    {
        var all = new List<byte>();
        for (var a = HMACSHA256.HashData(secret, seed); all.Count < length; a = HMACSHA256.HashData(secret, a))
            all.AddRange(HMACSHA256.HashData(secret, (byte[])[.. a, .. seed]));
        return [.. all.Take(length)];
    }
}
