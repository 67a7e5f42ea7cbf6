using Lb.Broker.Authentication;

namespace Lb.Broker.Access;

/// <summary>What a password file keeps of one password.</summary>
internal abstract class PasswordSecret
{
    /// <summary>Whether this is the password.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> password);

    /// <summary>What a SCRAM exchange needs; null when it cannot be computed from what is kept.</summary>
    public virtual ScramCredential? Scram => null;
}
