using System.Globalization;
using System.Security.Cryptography;

namespace Lb.Broker.Access;

/// <summary>A password as <c>mosquitto_passwd</c> writes it: <c>$7$ITERATIONS$SALT$HASH</c>, PBKDF2 with HMAC-SHA-512 (RFC 8018 section 5.2), or
/// the older <c>$6$SALT$HASH</c>, SHA-512 of password and salt. Salt and hash are base64.</summary>
internal sealed class HashedPassword : PasswordSecret
{
    private const int HashLength = 64;
    private const int MostIterations = 10_000_000;

    private readonly byte[] _salt;
    private readonly byte[] _hash;
    private readonly int? _iterations;

    private HashedPassword(byte[] salt, byte[] hash, int? iterations)
    {
        _salt = salt;
        _hash = hash;
        _iterations = iterations;
    }

    /// <summary>Whether a text claims to be a hash and not a plain password.</summary>
    public static bool IsHash(string text) => text.StartsWith("$7$", StringComparison.Ordinal) || text.StartsWith("$6$", StringComparison.Ordinal);

    /// <summary>Reads a hash.</summary>
    /// <returns>Null when the text is not one of the two forms.</returns>
    public static HashedPassword? Parse(string text) => text.Split('$') switch
    {
        ["", "7", var iterations, var salt, var hash]
            when int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostIterations =>
            Make(salt, hash, count),
        ["", "6", var salt, var hash] => Make(salt, hash, null),
        _ => null,
    };

    public override bool Matches(ReadOnlySpan<byte> password)
    {
        var hash = _iterations is { } count
            ? Rfc2898DeriveBytes.Pbkdf2(password, _salt, count, HashAlgorithmName.SHA512, HashLength)
            : SHA512.HashData([.. password, .. _salt]);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }

    private static HashedPassword? Make(string salt, string hash, int? iterations) =>
        Decode(salt) is { Length: > 0 } saltBytes && Decode(hash) is { Length: HashLength } hashBytes
            ? new HashedPassword(saltBytes, hashBytes, iterations)
            : null;

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, bytes, out var length) ? bytes[..length] : null;
    }
}
