using System.Security.Cryptography;
using System.Text;
using Lb.Broker.Authentication;

namespace Lb.Broker.Access;

/// <summary>A password that stands in the file as it is.</summary>
internal sealed class PlainPassword(string text) : PasswordSecret
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);
    private readonly Lazy<ScramCredential> _scram = new(
        () => ScramCredential.FromPassword(text, RandomNumberGenerator.GetBytes(ScramCredential.UsualSaltLength), ScramCredential.UsualIterations));

    public override ScramCredential Scram => _scram.Value;

    public override bool Matches(ReadOnlySpan<byte> password) => CryptographicOperations.FixedTimeEquals(_bytes, password);
}
