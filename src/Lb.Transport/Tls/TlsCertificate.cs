namespace Lb.Transport.Tls;

/// <summary>A server certificate.</summary>
/// <param name="ChainPem">PEM text: the server's certificate first, then its issuers.</param>
/// <param name="PrivateKeyPem">PEM text of the private key.</param>
/// <param name="Names">Names that it answers for, lower case, wildcards as <c>*.example.org</c>.</param>
public sealed record TlsCertificate(string ChainPem, string PrivateKeyPem, IReadOnlyList<string> Names)
{
    /// <summary>DER of the OCSP response that is stapled for clients that ask; null = none.</summary>
    public ReadOnlyMemory<byte>? OcspResponse { get; init; }

    /// <summary>File that it was read from, for messages; null = they name it by its names.</summary>
    public string? Path { get; init; }

    /// <summary>Path or names only: a key never reaches a log.</summary>
    public override string ToString() => Path ?? string.Join(' ', Names);
}
