using System.Security.Cryptography.X509Certificates;

namespace Lb.Testing.Certificates;

/// <summary>A certificate with its private key, made for a test by <see cref="TestAuthority"/>.</summary>
/// <param name="Certificate">The certificate, private key attached.</param>
/// <param name="ChainPem">PEM text: this certificate, then the intermediate authorities up to the root, which is left out.</param>
/// <param name="PrivateKeyPem">PEM text of the key, PKCS #8.</param>
public sealed record TestCertificate(X509Certificate2 Certificate, string ChainPem, string PrivateKeyPem)
{
    /// <summary>Chain and key in one text, as HAProxy's <c>crt</c> takes it.</summary>
    public string BundlePem => ChainPem + PrivateKeyPem;

    /// <summary>Serial number, hexadecimal.</summary>
    public string SerialNumber => Certificate.SerialNumber;
}
