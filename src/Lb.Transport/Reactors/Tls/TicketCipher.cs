using Lb.Transport.Native;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Prepares OpenSSL to write or read one session ticket (RFC 5077 4): AES in CBC mode and HMAC-SHA-256.</summary>
internal static unsafe class TicketCipher
{
    private const int NameLength = 16;
    private const int VectorLength = 16;
    private const int Failed = -1;
    private const int Unknown = 0;
    private const int Ready = 1;
    private const int ReadyAndRenew = 2;

    /// <summary>Chooses the key of a new ticket and writes its name and a random vector.</summary>
    public static int Encrypt(TicketKeyRing keys, byte* name, byte* vector, nint cipher, nint mac)
    {
        if (LibCrypto.FillRandom(vector, VectorLength) != 1) return Failed;
        var key = keys.Current;
        key.Name.Span.CopyTo(new Span<byte>(name, NameLength));
        return Init(key, vector, cipher, mac, encrypts: 1) ? Ready : Failed;
    }

    /// <summary>Finds the key of a client's ticket. A ticket of an older key is taken, and replaced.</summary>
    public static int Decrypt(TicketKeyRing keys, byte* name, byte* vector, nint cipher, nint mac)
    {
        if (keys.Find(new ReadOnlySpan<byte>(name, NameLength)) is not { } key) return Unknown;
        if (!Init(key, vector, cipher, mac, encrypts: 0)) return Failed;
        return ReferenceEquals(key, keys.Current) ? Ready : ReadyAndRenew;
    }

    private static bool Init(TlsTicketKey key, byte* vector, nint cipher, nint mac, int encrypts)
    {
        var algorithm = key.CipherKey.Length == 16 ? LibCrypto.Aes128Cbc() : LibCrypto.Aes256Cbc();
        fixed (byte* cipherKey = key.CipherKey.Span, macKey = key.MacKey.Span, keyName = "key\0"u8, digestName = "digest\0"u8, digest = "sha256\0"u8)
        {
            var parameters = stackalloc OpenSslParameter[3];
            parameters[0] = new OpenSslParameter { Name = keyName, Kind = OpenSslParameter.Bytes, Data = macKey, Size = (nuint)key.MacKey.Length };
            parameters[1] = new OpenSslParameter { Name = digestName, Kind = OpenSslParameter.Text, Data = digest, Size = 6 };
            parameters[2] = default;
            return LibCrypto.InitCipher(cipher, algorithm, 0, cipherKey, vector, encrypts) == 1 && LibCrypto.SetMacParameters(mac, parameters) == 1;
        }
    }
}
