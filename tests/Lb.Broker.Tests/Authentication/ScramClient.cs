using System.Security.Cryptography;
using System.Text;

namespace Lb.Broker.Tests.Authentication;

/// <summary>A client's side of SCRAM-SHA-256, written from RFC 5802 without the server's code.</summary>
internal sealed class ScramClient(string name, string password, string nonce = "rOprNGfwEbeRWgbNEkqO")
{
    private byte[] _salted = [];
    private byte[] _signed = [];

    public byte[] First => Encoding.UTF8.GetBytes($"n,,n={name},r={nonce}");

    public byte[] Final(string challenge)
    {
        var parts = challenge.Split(',');
        Assert.StartsWith($"r={nonce}", parts[0], StringComparison.Ordinal);
        _salted = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromBase64String(parts[1][2..]), int.Parse(parts[2][2..]), HashAlgorithmName.SHA256, 32);
        var unproven = $"c=biws,{parts[0]}";
        _signed = Encoding.UTF8.GetBytes($"n={name},r={nonce},{challenge},{unproven}");
        var proof = HMACSHA256.HashData(_salted, "Client Key"u8);
        var signature = HMACSHA256.HashData(SHA256.HashData(proof), _signed);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= signature[i];
        return Encoding.UTF8.GetBytes($"{unproven},p={Convert.ToBase64String(proof)}");
    }

    public bool IsSignature(ReadOnlyMemory<byte> data)
    {
        var expected = HMACSHA256.HashData(HMACSHA256.HashData(_salted, "Server Key"u8), _signed);
        return Encoding.UTF8.GetString(data.Span) == "v=" + Convert.ToBase64String(expected);
    }
}
