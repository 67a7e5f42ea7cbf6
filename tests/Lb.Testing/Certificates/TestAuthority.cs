using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Testing.Certificates;

/// <summary>A certificate authority made on the spot: a root, or an intermediate under another one.</summary>
public sealed class TestAuthority
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly X509Certificate2 _certificate;
    private readonly TestAuthority? _issuer;

    /// <summary>Makes an authority that is valid from yesterday for ten years.</summary>
    /// <param name="name">Common name.</param>
    /// <param name="issuer">Authority above it; null makes a root.</param>
    public TestAuthority(string name = "mqlb test CA", TestAuthority? issuer = null)
    {
        _issuer = issuer;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = issuer is null
            ? request.CreateSelfSigned(Validity.Yesterday, Validity.InTenYears)
            : issuer.Sign(request, Validity.Yesterday, Validity.InTenYears.AddDays(-1)).CopyWithPrivateKey(key);
    }

    /// <summary>PEM text of the authority's own certificate.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>PEM text of the authority's key, PKCS #8.</summary>
    public string PrivateKeyPem
    {
        get
        {
            using var key = _certificate.GetECDsaPrivateKey()!;
            return key.ExportPkcs8PrivateKeyPem() + "\n";
        }
    }

    /// <summary>Issues a certificate for a TLS server, valid from yesterday for a year.</summary>
    /// <param name="key">Key to make.</param>
    /// <param name="names">DNS names (wildcards too) and IP addresses; the first is the common name.</param>
    public TestCertificate IssueServer(TestKeyType key, params string[] names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        return Issue(key, names[0], ServerAuthentication, alternatives.Build(), Validity.Yesterday, Validity.InOneYear);
    }

    /// <summary>Issues a certificate for a TLS client, valid from yesterday for a year.</summary>
    public TestCertificate IssueClient(string name) => IssueClient(name, Validity.Yesterday, Validity.InOneYear);

    /// <summary>Issues a certificate for a TLS client with a validity of its own, for instance one that is over.</summary>
    public TestCertificate IssueClient(string name, DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        Issue(TestKeyType.Ecdsa, name, ClientAuthentication, null, notBefore, notAfter);

    /// <summary>A revocation list of this authority that is valid from yesterday for a month, PEM.</summary>
    public string Revoke(params TestCertificate[] revoked) => Revoke(Validity.Yesterday, Validity.InOneMonth, revoked);

    /// <summary>A revocation list of this authority with a validity of its own, PEM.</summary>
    public string Revoke(DateTimeOffset thisUpdate, DateTimeOffset nextUpdate, params TestCertificate[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked) list.AddEntry(certificate.Certificate, thisUpdate);
        var der = list.Build(_certificate, 1, nextUpdate, HashAlgorithmName.SHA256, thisUpdate: thisUpdate);
        return PemEncoding.WriteString("X509 CRL", der) + "\n";
    }

    private TestCertificate Issue(
        TestKeyType type, string name, string usage, X509Extension? alternatives, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using AsymmetricAlgorithm key = type == TestKeyType.Rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedName($"CN={name}");
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (alternatives is not null) request.CertificateExtensions.Add(alternatives);

        using var signed = Sign(request, notBefore, notAfter);
        var complete = key is RSA pair ? signed.CopyWithPrivateKey(pair) : signed.CopyWithPrivateKey((ECDsa)key);
        return new TestCertificate(complete, signed.ExportCertificatePem() + "\n" + IntermediatesPem(), key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var generator = X509SignatureGenerator.CreateForECDsa(_certificate.GetECDsaPrivateKey()!);
        return request.Create(_certificate.SubjectName, generator, notBefore, notAfter, SerialNumber());
    }

    // The high bit is set: DER then puts a zero byte in front, which serial comparisons must survive.
    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] |= 0x80;
        return [0, .. serial];
    }

    private string IntermediatesPem() => _issuer is null ? "" : CertificatePem + _issuer.IntermediatesPem();
}
