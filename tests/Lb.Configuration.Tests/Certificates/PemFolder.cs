using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Configuration.Tests.Certificates;

/// <summary>A temporary folder for PEM files made on the spot; it goes with the test.</summary>
public sealed class PemFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mqlb-pem-");

    public string Path => _folder.FullName;

    public string Write(string name, params string[] parts)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Join('\n', parts) + "\n");
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Self-signed certificate and key, both as PEM.</summary>
    public static (string Certificate, string Key) SelfSigned(string commonName, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        return (Sign(request, names), key.ExportPkcs8PrivateKeyPem());
    }

    public static (string Certificate, string Key) SelfSignedRsa(string commonName)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return (Sign(request, []), key.ExportRSAPrivateKeyPem());
    }

    public static string EmptyRevocationList()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var issuer = request.CreateSelfSigned(start, start.AddYears(10));
        var list = new CertificateRevocationListBuilder().Build(issuer, 1, start.AddYears(1), HashAlgorithmName.SHA256);
        return PemEncoding.WriteString("X509 CRL", list);
    }

    private static string Sign(CertificateRequest request, string[] names)
    {
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
                alternatives.AddDnsName(name);
            request.CertificateExtensions.Add(alternatives.Build());
        }

        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(start, start.AddYears(10));
        return certificate.ExportCertificatePem();
    }
}
