namespace Lb.Configuration.Model;

/// <summary>Where a server certificate comes from.</summary>
/// <param name="Certificate">PEM file with the certificate and its issuers.</param>
/// <param name="KeyPath">PEM file with the key (<c>ssl_certificate_key</c>); null = <see cref="Certificate"/> is what <c>crt</c> names: a file with
/// certificate and key, or a folder of such files.</param>
public sealed record CertificateFileConfig(FileConfig Certificate, string? KeyPath = null);
