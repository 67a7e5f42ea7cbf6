using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Host.Demo;

/// <summary>A certificate authority and a server certificate for this machine's loopback, valid for a week, made anew at each start.</summary>
/// <param name="AuthorityFile">PEM file that clients trust.</param>
/// <param name="ServerFile">PEM file of the balancer: certificate and key.</param>
internal sealed record DemoCertificate(string AuthorityFile, string ServerFile)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Makes both and writes them into a folder that only this user can read.</summary>
    public static DemoCertificate Write(string folder)
    {
        var files = new DemoCertificate(Path.Combine(folder, "ca.pem"), Path.Combine(folder, "server.pem"));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = CreateAuthority(authorityKey);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = CreateServer(serverKey, authority);
        File.WriteAllText(files.AuthorityFile, authority.ExportCertificatePem() + "\n");
        File.WriteAllText(files.ServerFile, server.ExportCertificatePem() + "\n" + serverKey.ExportPkcs8PrivateKeyPem() + "\n");
        return files;
    }

    private static X509Certificate2 CreateAuthority(ECDsa key)
    {
        var request = new CertificateRequest("CN=mqlb demo authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddHours(-1), now + Life);
    }

    private static X509Certificate2 CreateServer(ECDsa key, X509Certificate2 authority)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
    }
}
