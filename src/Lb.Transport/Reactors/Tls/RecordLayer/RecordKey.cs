using System.Buffers.Binary;
using System.Security.Cryptography;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>Protects the records of one direction (RFC 8446, section 5.2). No two records get the same nonce: the sequence number only grows, and starts
/// again with a new key only.</summary>
internal unsafe struct RecordKey
{
    /// <summary>Bytes that a record is longer than its content, header included.</summary>
    public const int Overhead = HeaderLength + 1 + TagLength;

    public const int HeaderLength = 5;
    public const int TagLength = 16;
    private const int VectorLength = RecordSuite.VectorLength;

    private fixed byte _secret[TrafficSecrets.MostLength];
    private fixed byte _vector[VectorLength];
    private nint _cipher;
    private ulong _sequence;

    /// <summary>Makes the key of a secret.</summary>
    /// <param name="suite">Its suite.</param>
    /// <param name="secret">A copy is kept, for the next key.</param>
    /// <param name="sequence">Records that were protected with it already.</param>
    /// <param name="seals">Whether it is for sending.</param>
    /// <returns>False when memory is short; <see cref="Free"/> is to be called all the same.</returns>
    public bool TryBegin(RecordSuite suite, ReadOnlySpan<byte> secret, ulong sequence, bool seals)
    {
        _cipher = LibCrypto.NewCipher();
        if (_cipher == 0) return false;
        fixed (byte* kept = _secret) secret.CopyTo(new Span<byte>(kept, suite.SecretLength));
        return TrySetKey(suite, seals ? 1 : 0, sequence);
    }

    /// <summary>Goes on to the next key (RFC 8446, section 7.2).</summary>
    /// <returns>False when OpenSSL fails: the direction is beyond use.</returns>
    public bool TryUpdate(RecordSuite suite)
    {
        fixed (byte* kept = _secret)
        {
            if (!suite.TryAdvance(new Span<byte>(kept, suite.SecretLength))) return false;
        }

        return TrySetKey(suite, -1, 0);
    }

    /// <summary>Writes a record of <paramref name="length"/> + <see cref="Overhead"/> bytes.</summary>
    /// <returns>False when OpenSSL fails.</returns>
    public bool TrySeal(byte type, byte* content, int length, byte* record)
    {
        var body = length + 1 + TagLength;
        record[0] = RecordType.Data;
        record[1] = record[2] = 3;
        record[3] = (byte)(body >> 8);
        record[4] = (byte)body;
        var sealedBytes = record + HeaderLength;
        int count;
        return TryBeginRecord(record)
            && LibCrypto.UpdateCipher(_cipher, sealedBytes, &count, content, length) == 1
            && LibCrypto.UpdateCipherBriefly(_cipher, sealedBytes + length, &count, &type, 1) == 1
            && LibCrypto.FinishCipher(_cipher, sealedBytes + length + 1, &count) == 1
            && LibCrypto.ControlCipher(_cipher, LibCrypto.CipherGetTag, TagLength, sealedBytes + length + 1) == 1;
    }

    /// <summary>Opens a record.</summary>
    /// <param name="record">Its header, and behind it <paramref name="body"/> bytes: at least <see cref="TagLength"/>.</param>
    /// <param name="body">Length by the header.</param>
    /// <param name="content">Gets <paramref name="body"/> - <see cref="TagLength"/> bytes: content, type and padding. May be where the record's body
    /// is. Of no use when this fails.</param>
    /// <returns>False when it was not sealed with this key and sequence number.</returns>
    public bool TryOpen(byte* record, int body, byte* content)
    {
        var length = body - TagLength;
        var sealedBytes = record + HeaderLength;
        int count;
        return TryBeginRecord(record)
            && LibCrypto.UpdateCipher(_cipher, content, &count, sealedBytes, length) == 1
            && LibCrypto.ControlCipher(_cipher, LibCrypto.CipherSetTag, TagLength, sealedBytes + length) == 1
            && LibCrypto.FinishCipher(_cipher, content + length, &count) == 1;
    }

    /// <summary>Ends it and wipes its secret.</summary>
    public void Free()
    {
        LibCrypto.FreeCipher(_cipher);
        _cipher = 0;
        fixed (byte* kept = _secret) CryptographicOperations.ZeroMemory(new Span<byte>(kept, TrafficSecrets.MostLength));
        fixed (byte* kept = _vector) CryptographicOperations.ZeroMemory(new Span<byte>(kept, VectorLength));
    }

    private bool TrySetKey(RecordSuite suite, int seals, ulong sequence)
    {
        var key = stackalloc byte[suite.KeyLength];
        bool done;
        fixed (byte* kept = _secret, vector = _vector)
        {
            var secret = new ReadOnlySpan<byte>(kept, suite.SecretLength);
            done = suite.TryDerive(secret, new Span<byte>(key, suite.KeyLength), new Span<byte>(vector, VectorLength))
                && LibCrypto.InitCipher(_cipher, suite.Cipher, 0, key, null, seals) == 1;
        }

        // With what is left of the key before, nothing begins again.
        if (done) _sequence = sequence;
        CryptographicOperations.ZeroMemory(new Span<byte>(key, suite.KeyLength));
        return done;
    }

    // Section 5.3: the sequence number, padded on the left, over the vector. The header is authenticated, not encrypted.
    private bool TryBeginRecord(byte* header)
    {
        var nonce = stackalloc byte[VectorLength];
        fixed (byte* vector = _vector) new ReadOnlySpan<byte>(vector, VectorLength).CopyTo(new Span<byte>(nonce, VectorLength));
        var end = new Span<byte>(nonce + VectorLength - sizeof(ulong), sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(end, BinaryPrimitives.ReadUInt64BigEndian(end) ^ _sequence++);
        int count;
        return LibCrypto.SetVector(_cipher, nonce) == 1
            && LibCrypto.UpdateCipherBriefly(_cipher, null, &count, header, HeaderLength) == 1;
    }
}
