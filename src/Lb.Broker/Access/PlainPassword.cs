using System.Security.Cryptography;
using System.Text;
using Lb.Broker.Authentication;

namespace Lb.Broker.Access;

/// <summary>A password that stands in the file as it is.</summary>
internal sealed class PlainPassword(string text) : PasswordSecret
{
    // RFC 7677 section 4 asks for 4 096 iterations at least.
    private const int ScramIterations = 4_096;
    private const int ScramSaltLength = 16;

    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);
    private readonly Lazy<ScramCredential> _scram = new(
        () => ScramCredential.FromPassword(text, RandomNumberGenerator.GetBytes(ScramSaltLength), ScramIterations));

    public override ScramCredential Scram => _scram.Value;

    public override bool Matches(ReadOnlySpan<byte> password) => CryptographicOperations.FixedTimeEquals(_bytes, password);
}
