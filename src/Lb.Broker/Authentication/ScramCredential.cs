using System.Security.Cryptography;
using System.Text;

namespace Lb.Broker.Authentication;

/// <summary>What a server stores of a password for SCRAM-SHA-256; the password cannot be computed from it.</summary>
/// <param name="Salt">At least one byte, other for each user.</param>
/// <param name="Iterations">1 or more; RFC 7677 asks for 4 096 at least.</param>
/// <param name="StoredKey">32 bytes: the hash of the client's key.</param>
/// <param name="ServerKey">32 bytes: signs the server's last message.</param>
/// <remarks>RFC 5802 section 3, RFC 7677.</remarks>
public sealed record ScramCredential(
    ReadOnlyMemory<byte> Salt, int Iterations, ReadOnlyMemory<byte> StoredKey, ReadOnlyMemory<byte> ServerKey)
{
    /// <summary>Bytes of a salt that the broker chooses.</summary>
    internal const int UsualSaltLength = 16;

    /// <summary>Iterations that the broker chooses: the least that RFC 7677 section 4 asks for.</summary>
    internal const int UsualIterations = 4_096;

    /// <summary>Computes the keys of a password.</summary>
    /// <param name="password">As the client says it; its characters are taken as they are (SASLprep leaves ASCII alone).</param>
    /// <param name="salt">At least one byte.</param>
    /// <param name="iterations">1 or more; each costs one HMAC.</param>
    public static ScramCredential FromPassword(string password, ReadOnlySpan<byte> salt, int iterations)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        return new ScramCredential(salt.ToArray(), iterations, SHA256.HashData(clientKey), HMACSHA256.HashData(salted, "Server Key"u8));
    }
}
