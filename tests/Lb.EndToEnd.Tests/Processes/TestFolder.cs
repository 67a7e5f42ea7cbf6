using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;

namespace Lb.EndToEnd.Tests.Processes;

/// <summary>A folder of a test, with certificates of an authority of its own; gone with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mqlb-e2e-");
    private readonly TestAuthority _authority = new();

    public TestFolder()
    {
        // Brokers give up root for a user of their own, which must still find its files.
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
        var server = _authority.IssueServer(TestKeyType.Ecdsa, "localhost", "127.0.0.1", "10.99.1.1");
        Authority = Write("ca.pem", _authority.CertificatePem);
        ServerBundle = Write("server.pem", server.BundlePem);
        ServerChain = Write("chain.pem", server.ChainPem);
        ServerKey = Write("key.pem", server.PrivateKeyPem);
    }

    public string Path => _folder.FullName;

    /// <summary>The authority that clients trust, PEM.</summary>
    public string Authority { get; }

    /// <summary>The authority's key, PEM.</summary>
    public string AuthorityKey => Write("ca.key", _authority.PrivateKeyPem);

    /// <summary>The server's certificate and key in one file.</summary>
    public string ServerBundle { get; }

    /// <summary>The server's certificate alone.</summary>
    public string ServerChain { get; }

    /// <summary>The server's key alone.</summary>
    public string ServerKey { get; }

    /// <summary>How a TLS client connects that trusts the authority, and no other.</summary>
    public SslClientAuthenticationOptions TlsClient
    {
        get
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(Authority);
            return new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy };
        }
    }

    /// <summary>Issues a client certificate.</summary>
    public TestCertificate Client(string name) => _authority.IssueClient(name);

    /// <summary>The authority's revocation list with these certificates in it, PEM.</summary>
    public string Revoke(params TestCertificate[] certificates) => _authority.Revoke(certificates);

    /// <summary>Issues a server certificate for a name; certificate and key in one file.</summary>
    public string Server(string name) => Write($"{name}.pem", _authority.IssueServer(TestKeyType.Rsa, name).BundlePem);

    /// <summary>Issues another certificate for the server, in no file yet.</summary>
    public TestCertificate Renewed() => _authority.IssueServer(TestKeyType.Ecdsa, "localhost", "127.0.0.1");

    /// <summary>Writes a file; its name may have folders in front.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
