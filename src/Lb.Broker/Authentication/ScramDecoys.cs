using System.Security.Cryptography;
using System.Text;

namespace Lb.Broker.Authentication;

/// <summary>Credentials of users that do not exist: the exchange goes on with them as with real ones and fails at its end, so that nobody learns
/// from a challenge who is a user.</summary>
/// <param name="secret">Not to be guessed; the same one gives a name the same salt each time, as a real user has.</param>
/// <remarks>RFC 5802 section 9: a stored password's existence must not show.</remarks>
internal sealed class ScramDecoys(byte[] secret)
{
    /// <summary>Decoys with a secret of their own, for the life of one broker.</summary>
    public static ScramDecoys Create() => new(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));

    /// <summary>The credential of a name; no password has its keys.</summary>
    public ScramCredential Find(string username) => new(
        Hash("salt", username).AsMemory(0, ScramCredential.UsualSaltLength),
        ScramCredential.UsualIterations,
        Hash("stored key", username),
        Hash("server key", username));

    private byte[] Hash(string purpose, string username) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{purpose}\0{username}"));
}
