using System.Security.Cryptography;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.KeySchedule;

/// <summary>HKDF-Expand-Label of TLS 1.3 (RFC 8446, section 7.1) with one hash, for one thread.</summary>
internal sealed unsafe class LabelExpansion : IDisposable
{
    /// <summary>Bytes that a label, without its prefix, and a context may have.</summary>
    public const int MostOfEach = 64;

    private const int MostInfo = 2 + 1 + 6 + MostOfEach + 1 + MostOfEach + 1;
    private readonly nint _hmac;

    private LabelExpansion(ReadOnlySpan<byte> hash, int hashLength)
    {
        HashLength = hashLength;
        _hmac = NewHmac(hash);
        if (!IsUsable) LibCrypto.ClearErrors();
    }

    /// <summary>Bytes of the hash, and of each secret.</summary>
    public int HashLength { get; }

    /// <summary>Whether OpenSSL has what it needs.</summary>
    public bool IsUsable => _hmac != 0;

    public static LabelExpansion Sha256() => new("SHA256\0"u8, 32);

    public static LabelExpansion Sha384() => new("SHA384\0"u8, 48);

    /// <summary>Expands a secret, for no more bytes than the hash has: one HMAC (RFC 5869, section 2.3). The library's functions for it make and fetch what
    /// they need at each call, at three times the price.</summary>
    /// <param name="secret">A secret.</param>
    /// <param name="label">Without its prefix, for example <c>key</c>.</param>
    /// <param name="context">Often empty, or a hash.</param>
    /// <param name="output">Filled.</param>
    /// <returns>False when OpenSSL fails.</returns>
    public bool TryExpand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, Span<byte> output)
    {
        var info = stackalloc byte[MostInfo];
        var length = WriteInfo(new Span<byte>(info, MostInfo), label, context, output.Length);
        var block = stackalloc byte[HashLength];
        nuint written;
        bool done;
        fixed (byte* key = secret)
        {
            done = LibCrypto.InitMac(_hmac, key, (nuint)secret.Length) == 1
                && LibCrypto.UpdateMac(_hmac, info, (nuint)length) == 1
                && LibCrypto.FinishMac(_hmac, block, &written, (nuint)HashLength) == 1;
        }

        var result = new Span<byte>(block, HashLength);
        if (done) result[..output.Length].CopyTo(output);
        CryptographicOperations.ZeroMemory(result);
        return done;
    }

    /// <summary>Forgets the last secret.</summary>
    public void Forget()
    {
        byte nothing = 0;
        if (LibCrypto.InitMac(_hmac, &nothing, 1) != 1) LibCrypto.ClearErrors();
    }

    public void Dispose() => LibCrypto.FreeMac(_hmac);

    // HkdfLabel, and the number of the block behind it.
    private static int WriteInfo(Span<byte> info, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, int length)
    {
        info[0] = 0;
        info[1] = (byte)length;
        info[2] = (byte)(6 + label.Length);
        "tls13 "u8.CopyTo(info[3..]);
        label.CopyTo(info[9..]);
        var at = 9 + label.Length;
        info[at++] = (byte)context.Length;
        context.CopyTo(info[at..]);
        at += context.Length;
        info[at++] = 1;
        return at;
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
