namespace Lb.Testing.Certificates;

/// <summary>Key of a test certificate.</summary>
public enum TestKeyType
{
    /// <summary>ECDSA on P-256: made in under a millisecond.</summary>
    Ecdsa,

    /// <summary>RSA with 2048 bits: made in about 100 ms.</summary>
    Rsa,
}
