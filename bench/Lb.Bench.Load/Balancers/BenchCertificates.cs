using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Bench.Load.Balancers;

/// <summary>Self-signed certificates for localhost, made for one run: files with certificate and key, as HAProxy and nginx read them.</summary>
internal sealed record BenchCertificates(string EcdsaPem, string RsaPem)
{
    public static BenchCertificates Create(string folder)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        return new BenchCertificates(
            Write(Path.Combine(folder, "ecdsa.pem"), new CertificateRequest("CN=localhost", ecdsa, HashAlgorithmName.SHA256), ecdsa),
            Write(Path.Combine(folder, "rsa.pem"), new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), rsa));
    }

    private static string Write(string path, CertificateRequest request, AsymmetricAlgorithm key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return path;
    }
}
