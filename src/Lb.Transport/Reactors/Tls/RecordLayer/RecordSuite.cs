using System.Security.Cryptography;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls.KeySchedule;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>A cipher suite of TLS 1.3 (RFC 8446, appendix B.4), for one thread.</summary>
internal sealed unsafe class RecordSuite : IDisposable
{
    /// <summary>Bytes of an initialization vector, of all suites.</summary>
    public const int VectorLength = 12;

    private readonly LabelExpansion _expansion;

    private RecordSuite(ReadOnlySpan<byte> cipher, int keyLength, LabelExpansion expansion)
    {
        KeyLength = keyLength;
        _expansion = expansion;
        fixed (byte* name = cipher) Cipher = LibCrypto.FetchCipher(0, name, null);
        if (!IsUsable) LibCrypto.ClearErrors();
    }

    /// <summary>EVP_CIPHER*.</summary>
    public nint Cipher { get; }

    public int KeyLength { get; }

    /// <summary>Bytes of its hash, and of each secret.</summary>
    public int SecretLength => _expansion.HashLength;

    /// <summary>Whether OpenSSL has what it needs.</summary>
    public bool IsUsable => Cipher != 0 && _expansion.IsUsable;

    public static RecordSuite Aes128() => new("AES-128-GCM\0"u8, 16, LabelExpansion.Sha256());

    public static RecordSuite Aes256() => new("AES-256-GCM\0"u8, 32, LabelExpansion.Sha384());

    public static RecordSuite ChaCha20() => new("ChaCha20-Poly1305\0"u8, 32, LabelExpansion.Sha256());

    /// <summary>HKDF-Expand-Label with an empty context (section 7.1), for no more bytes than the hash has.</summary>
    /// <param name="secret">A secret.</param>
    /// <param name="label">Without its prefix, for example <c>key</c>.</param>
    /// <param name="output">Filled.</param>
    /// <returns>False when OpenSSL fails.</returns>
    public bool TryExpand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, Span<byte> output)
    {
        var done = _expansion.TryExpand(secret, label, [], output);
        _expansion.Forget();
        return done;
    }

    /// <summary>The key and the initialization vector of a secret (section 7.3).</summary>
    /// <param name="secret">A secret.</param>
    /// <param name="key"><see cref="KeyLength"/> bytes.</param>
    /// <param name="vector"><see cref="VectorLength"/> bytes.</param>
    /// <returns>False when OpenSSL fails.</returns>
    public bool TryDerive(ReadOnlySpan<byte> secret, Span<byte> key, Span<byte> vector)
    {
        var done = _expansion.TryExpand(secret, "key"u8, [], key) && _expansion.TryExpand(secret, "iv"u8, [], vector);
        _expansion.Forget();
        return done;
    }

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
        _expansion.Dispose();
        LibCrypto.ReleaseCipher(Cipher);
    }
}
