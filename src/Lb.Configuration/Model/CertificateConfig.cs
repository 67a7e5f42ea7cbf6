using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>A server certificate with its chain and key, read and checked (the key belongs to the certificate).</summary>
/// <param name="Path">File that it was read from, for messages.</param>
/// <param name="ChainPem">PEM text: the server's certificate first, then its issuers.</param>
/// <param name="PrivateKeyPem">PEM text of the private key.</param>
/// <param name="Names">DNS names that it answers for, lower case, wildcards as <c>*.example.org</c>: subject alternative names, else the common name.</param>
public sealed record CertificateConfig(string Path, string ChainPem, string PrivateKeyPem, ImmutableArray<string> Names)
{
    /// <summary>DER of the OCSP response to staple, from <c>PATH.ocsp</c>; empty = none.</summary>
    public ImmutableArray<byte> OcspResponse { get; init; } = [];

    /// <summary>The path only: a key never reaches a log.</summary>
    public override string ToString() => Path;
}
