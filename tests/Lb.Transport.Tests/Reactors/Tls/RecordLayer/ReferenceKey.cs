using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>The records of one direction of TLS 1.3 (RFC 8446, 5.2 and 7.3) on .NET's own ciphers: an independent opinion, and a client that says what
/// no library would.</summary>
internal sealed class ReferenceKey : IDisposable
{
    public const byte Alert = 21;
    public const byte Handshake = 22;
    public const byte Data = 23;
    private const int Tag = 16;
    private readonly TestSuite _suite;
    private byte[] _secret;
    private IDisposable _cipher;
    private byte[] _vector;

    public ReferenceKey(TestSuite suite, byte[] secret, ulong sequence = 0)
    {
        _suite = suite;
        _secret = secret;
        Sequence = sequence;
        (_cipher, _vector) = Derive();
    }

    /// <summary>Number of the next record.</summary>
    public ulong Sequence { get; set; }

    public byte[] Key => Expand("key", _suite.KeyLength);

    public byte[] Vector => _vector;

    /// <summary>The next record, as it should be.</summary>
    public byte[] Seal(byte type, ReadOnlySpan<byte> content, int padding = 0) => Seal([.. content, type, .. new byte[padding]]);

    /// <summary>The next record, with any inner plaintext: content, type and padding.</summary>
    public byte[] Seal(ReadOnlySpan<byte> inner)
    {
        var record = new byte[5 + inner.Length + Tag];
        (record[0], record[1], record[2]) = (Data, 3, 3);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(3), (ushort)(record.Length - 5));
        var nonce = NextNonce();
        var body = record.AsSpan(5, inner.Length);
        var tag = record.AsSpan(5 + inner.Length);
        var header = record.AsSpan(0, 5);
        if (_cipher is AesGcm gcm) gcm.Encrypt(nonce, inner, body, tag, header);
        else ((ChaCha20Poly1305)_cipher).Encrypt(nonce, inner, body, tag, header);
        return record;
    }

    /// <summary>Opens the next record, header included.</summary>
    /// <returns>Type and content.</returns>
    /// <exception cref="AuthenticationTagMismatchException">It was not sealed with this key as this record.</exception>
    public (byte Type, byte[] Content) Open(ReadOnlySpan<byte> record)
    {
        var inner = new byte[record.Length - 5 - Tag];
        var nonce = NextNonce();
        var body = record[5..^Tag];
        var tag = record[^Tag..];
        var header = record[..5];
        if (_cipher is AesGcm gcm) gcm.Decrypt(nonce, body, tag, inner, header);
        else ((ChaCha20Poly1305)_cipher).Decrypt(nonce, body, tag, inner, header);
        var end = inner.AsSpan().LastIndexOfAnyExcept((byte)0);
        return (inner[end], inner[..end]);
    }

    /// <summary>Opens all records of a flight.</summary>
    public List<(byte Type, byte[] Content)> OpenAll(byte[] flight)
    {
        var all = new List<(byte Type, byte[] Content)>();
        for (var at = 0; at < flight.Length;)
        {
            var length = 5 + BinaryPrimitives.ReadUInt16BigEndian(flight.AsSpan(at + 3));
            all.Add(Open(flight.AsSpan(at, length)));
            at += length;
        }

        return all;
    }

    /// <summary>The next key (RFC 8446, 7.2).</summary>
    public void Update()
    {
        _secret = Expand("traffic upd", _secret.Length);
        _cipher.Dispose();
        (_cipher, _vector) = Derive();
        Sequence = 0;
    }

    public void Dispose() => _cipher.Dispose();

    private (IDisposable Cipher, byte[] Vector) Derive() =>
        (_suite.IsChaCha ? new ChaCha20Poly1305(Key) : new AesGcm(Key, Tag), Expand("iv", 12));

    private byte[] NextNonce()
    {
        var nonce = (byte[])_vector.Clone();
        var end = nonce.AsSpan(4);
        BinaryPrimitives.WriteUInt64BigEndian(end, BinaryPrimitives.ReadUInt64BigEndian(end) ^ Sequence++);
        return nonce;
    }

    private byte[] Expand(string label, int length)
    {
        byte[] info = [0, (byte)length, (byte)(6 + label.Length), .. Encoding.ASCII.GetBytes("tls13 " + label), 0];
        return HKDF.Expand(_suite.Hash, _secret, length, info);
    }
}
