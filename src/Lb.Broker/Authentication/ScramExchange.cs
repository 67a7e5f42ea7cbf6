using System.Security.Cryptography;
using System.Text;

namespace Lb.Broker.Authentication;

/// <summary>The server's side of one SCRAM-SHA-256 exchange: the client's first message, its final message, and nothing after that.</summary>
/// <param name="users">Where the keys come from.</param>
/// <param name="decoys">Stand in for users that do not exist.</param>
/// <param name="serverNonce">Printable, without comma, and not to be guessed.</param>
/// <remarks>RFC 5802 section 5, RFC 7677. Channel binding is not offered. Whether a user exists does not show: one that
/// does not is challenged like any other, and refused like one with a wrong password.</remarks>
internal sealed class ScramExchange(IUserStore users, ScramDecoys decoys, string serverNonce)
{
    /// <summary>The name of the authentication method in MQTT packets.</summary>
    public const string Method = "SCRAM-SHA-256";

    private ScramFirstMessage? _first;
    private ScramCredential? _credential;
    private string _challenge = "";

    /// <summary>Whom the client says it is, from its first message on.</summary>
    public string? Username => _first?.Username;

    /// <summary>Whether the first message came, so that the next one is the final one.</summary>
    public bool IsChallenged => _credential is not null;

    /// <summary>Answers the client's first message.</summary>
    /// <returns>The challenge; null when the message is malformed, asks for channel binding, or has a nonce so long that the challenge, which
    /// repeats it, would fit in no packet.</returns>
    public byte[]? Challenge(ReadOnlySpan<byte> message)
    {
        _first = ScramFirstMessage.Parse(ScramText.Read(message));
        if (_first is null) return null;
        _credential = users.FindScram(_first.Username) ?? decoys.Find(_first.Username);
        _challenge = $"r={_first.Nonce}{serverNonce},s={Convert.ToBase64String(_credential.Salt.Span)},i={_credential.Iterations}";
        var bytes = Encoding.UTF8.GetBytes(_challenge);
        return bytes.Length <= ushort.MaxValue ? bytes : null;
    }

    /// <summary>Checks the client's final message.</summary>
    /// <returns>The server's signature, which proves that it knows the user too; null when the client's proof is wrong.</returns>
    public byte[]? Finish(ReadOnlySpan<byte> message)
    {
        var final = ScramFinalMessage.Parse(ScramText.Read(message));
        if (final is null || final.Nonce != _first!.Nonce + serverNonce || final.Binding != ExpectedBinding) return null;
        var signed = Encoding.UTF8.GetBytes($"{_first.Bare},{_challenge},{final.WithoutProof}");
        if (!IsProof(final.Proof, signed)) return null;
        return Encoding.UTF8.GetBytes("v=" + Convert.ToBase64String(HMACSHA256.HashData(_credential!.ServerKey.Span, signed)));
    }

    private string ExpectedBinding => Convert.ToBase64String(Encoding.UTF8.GetBytes(_first!.Header));

    private bool IsProof(byte[] proof, byte[] signed)
    {
        if (proof.Length != SHA256.HashSizeInBytes) return false;
        var clientKey = HMACSHA256.HashData(_credential!.StoredKey.Span, signed);
        for (var i = 0; i < clientKey.Length; i++) clientKey[i] ^= proof[i];
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), _credential.StoredKey.Span);
    }
}
