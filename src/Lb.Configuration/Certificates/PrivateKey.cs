using System.Security.Cryptography;

namespace Lb.Configuration.Certificates;

/// <summary>What the loader has to know of a PEM private key.</summary>
internal static class PrivateKey
{
    /// <summary>True when a passphrase is needed (PKCS #8 encrypted, or the older <c>Proc-Type</c> header).</summary>
    public static bool IsLocked(string pem) =>
        pem.Contains("ENCRYPTED", StringComparison.Ordinal);

    /// <summary>SubjectPublicKeyInfo of the key (RFC 5280 section 4.1); null when it is neither RSA nor EC, or damaged.</summary>
    public static byte[]? PublicPart(string pem)
    {
        using var rsa = RSA.Create();
        if (TryImport(rsa, pem))
            return rsa.ExportSubjectPublicKeyInfo();
        using var ec = ECDsa.Create();
        return TryImport(ec, pem) ? ec.ExportSubjectPublicKeyInfo() : null;
    }

    private static bool TryImport(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The framework has no Try form: "not this kind of key" is the answer that the caller asks for.
            return false;
        }
    }
}
