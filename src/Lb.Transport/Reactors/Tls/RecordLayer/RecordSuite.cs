using System.Security.Cryptography;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>A cipher suite of TLS 1.3 (RFC 8446, appendix B.4), for one thread.</summary>
internal sealed unsafe class RecordSuite : IDisposable
{
    /// <summary>Bytes of an initialization vector, of all suites.</summary>
    public const int VectorLength = 12;

    private const int LongestLabel = 16;
    private readonly nint _hmac;

    private RecordSuite(ReadOnlySpan<byte> cipher, int keyLength, ReadOnlySpan<byte> hash, int secretLength)
    {
        KeyLength = keyLength;
        SecretLength = secretLength;
        fixed (byte* name = cipher) Cipher = LibCrypto.FetchCipher(0, name, null);
        _hmac = NewHmac(hash);
        if (!IsUsable) LibCrypto.ClearErrors();
    }

    /// <summary>EVP_CIPHER*.</summary>
    public nint Cipher { get; }

    public int KeyLength { get; }

    /// <summary>Bytes of its hash, and of each secret.</summary>
    public int SecretLength { get; }

    /// <summary>Whether OpenSSL has what it needs.</summary>
    public bool IsUsable => Cipher != 0 && _hmac != 0;

    public static RecordSuite Aes128() => new("AES-128-GCM\0"u8, 16, "SHA256\0"u8, 32);

    public static RecordSuite Aes256() => new("AES-256-GCM\0"u8, 32, "SHA384\0"u8, 48);

    public static RecordSuite ChaCha20() => new("ChaCha20-Poly1305\0"u8, 32, "SHA256\0"u8, 32);

    /// <summary>HKDF-Expand-Label with an empty context (section 7.1), for no more bytes than the hash has: one HMAC (RFC 5869, section 2.3). The
    /// library's functions for it make and fetch what they need at each call, at four times the price.</summary>
    /// <param name="secret">A secret.</param>
    /// <param name="label">Without its prefix, for example <c>key</c>.</param>
    /// <param name="output">Filled.</param>
    /// <returns>False when OpenSSL fails.</returns>
    public bool TryExpand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, Span<byte> output)
    {
        var info = stackalloc byte[11 + LongestLabel];
        var length = WriteInfo(new Span<byte>(info, 11 + LongestLabel), label, output.Length);
        var block = stackalloc byte[SecretLength];
        nuint written;
        fixed (byte* key = secret)
        {
            if (LibCrypto.InitMac(_hmac, key, (nuint)secret.Length, null) != 1
                || LibCrypto.UpdateMac(_hmac, info, (nuint)length) != 1
                || LibCrypto.FinishMac(_hmac, block, &written, (nuint)SecretLength) != 1) return false;
        }

        var result = new Span<byte>(block, SecretLength);
        result[..output.Length].CopyTo(output);
        CryptographicOperations.ZeroMemory(result);
        return true;
    }

    /// <summary>The key and the initialization vector of a secret (section 7.3).</summary>
    /// <param name="secret">A secret.</param>
    /// <param name="key"><see cref="KeyLength"/> bytes.</param>
    /// <param name="vector"><see cref="VectorLength"/> bytes.</param>
    /// <returns>False when OpenSSL fails.</returns>
    public bool TryDerive(ReadOnlySpan<byte> secret, Span<byte> key, Span<byte> vector) =>
        TryExpand(secret, "key"u8, key) && TryExpand(secret, "iv"u8, vector);

    /// <summary>Turns a secret into the next one (section 7.2).</summary>
    /// <returns>False when OpenSSL fails.</returns>
    public bool TryAdvance(Span<byte> secret)
    {
        Span<byte> next = stackalloc byte[SecretLength];
        var done = TryExpand(secret, "traffic upd"u8, next);
        if (done) next.CopyTo(secret);
        CryptographicOperations.ZeroMemory(next);
        return done;
    }

    public void Dispose()
    {
        LibCrypto.FreeMac(_hmac);
        LibCrypto.ReleaseCipher(Cipher);
    }

    // HkdfLabel, and the number of the block behind it.
    private static int WriteInfo(Span<byte> info, ReadOnlySpan<byte> label, int length)
    {
        info[0] = 0;
        info[1] = (byte)length;
        info[2] = (byte)(6 + label.Length);
        "tls13 "u8.CopyTo(info[3..]);
        label.CopyTo(info[9..]);
        info[9 + label.Length] = 0;
        info[10 + label.Length] = 1;
        return 11 + label.Length;
    }

    private static nint NewHmac(ReadOnlySpan<byte> hash)
    {
        fixed (byte* name = "HMAC\0"u8, digest = "digest\0"u8, value = hash)
        {
            var kind = LibCrypto.FetchMac(0, name, null);
            var hmac = kind == 0 ? 0 : LibCrypto.NewMac(kind);
            LibCrypto.ReleaseMac(kind);
            var parameters = stackalloc OpenSslParameter[2];
            parameters[0] = new OpenSslParameter { Name = digest, Kind = OpenSslParameter.Text, Data = value, Size = (nuint)hash.Length - 1 };
            parameters[1] = default;
            if (hmac == 0 || LibCrypto.SetMacParameters(hmac, parameters) == 1) return hmac;
            LibCrypto.FreeMac(hmac);
            return 0;
        }
    }
}
