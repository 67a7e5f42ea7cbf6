using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Certificates;

/// <summary>Reads server certificates from disk and checks them, for both dialects.</summary>
/// <param name="diagnostics">Takes the errors; each names the file, the reason and the way out.</param>
public sealed class CertificateLoader(ConfigDiagnostics diagnostics)
{
    // The files that HAProxy keeps beside a certificate (manual 3.1, ssl-load-extra-files) are not certificates themselves.
    private static readonly string[] SkippedInFolders = [".key", ".ocsp", ".issuer", ".sctl", ".dh"];

    /// <summary>Reads <c>crt PATH</c>: a file that holds certificate, chain and key in any order, with the key in
    /// <c>PATH.key</c> when the file has none; or a folder of such files (HAProxy manual 5.1).</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="location">Line that names the path.</param>
    /// <param name="statement">What the message calls the line, for example <c>bind *:8883</c>.</param>
    /// <returns>Certificates in the order of their file names (ordinal). Empty after an error: a missing, unreadable or empty path, no
    /// certificate, no key, a key with a passphrase, or a key of another certificate. <c>PATH.ocsp</c> is the OCSP response. Folders skip sub-folders, hidden files and
    /// .key, .ocsp, .issuer, .sctl and .dh files.</returns>
    public ImmutableArray<CertificateConfig> LoadBundles(string path, SourceLocation location, string statement)
    {
        var report = new CertificateReport(diagnostics, location, statement);
        if (!Directory.Exists(path))
            return LoadBundle(path, report) is { } single ? [single] : [];

        if (report.FilesIn(path) is not { } all)
            return [];
        var files = all.Where(file => !SkippedInFolders.Contains(Path.GetExtension(file))).ToList();
        if (files.Count == 0)
            report.Error($"folder '{path}' holds no certificate. Put a PEM file with certificate and key into it.");
        return [.. files.Select(file => LoadBundle(file, report)).OfType<CertificateConfig>()];
    }

    /// <summary>Reads a certificate and its key from two files, as nginx's <c>ssl_certificate</c> and <c>ssl_certificate_key</c> name
    /// them.</summary>
    /// <param name="certificatePath">PEM file: the server's certificate, then its issuers.</param>
    /// <param name="keyPath">PEM file of the key; may be the same file.</param>
    /// <param name="location">Line that names the paths.</param>
    /// <param name="statement">What the message calls the line.</param>
    /// <returns>Null after an error: a file that is missing or unreadable, no certificate, no key, or a key that does not belong to
    /// it.</returns>
    public CertificateConfig? LoadPair(string certificatePath, string keyPath, SourceLocation location, string statement)
    {
        var report = new CertificateReport(diagnostics, location, statement);
        var certificates = report.Read(certificatePath);
        var keys = report.Read(keyPath);
        if (certificates is null || keys is null)
            return null;
        return Pair(certificatePath, PemFile.Parse(certificates), keyPath, PemFile.Parse(keys), report);
    }

    private static CertificateConfig? LoadBundle(string path, CertificateReport report)
    {
        if (LoadKeyedBundle(path, report) is not { } certificate)
            return null;
        var response = path + ".ocsp";
        if (!File.Exists(response))
            return certificate;
        return report.ReadBytes(response) is { } der ? certificate with { OcspResponse = [.. der] } : null;
    }

    private static CertificateConfig? LoadKeyedBundle(string path, CertificateReport report)
    {
        if (report.Read(path) is not { } text)
            return null;

        var bundle = PemFile.Parse(text);
        if (bundle.Keys.Length > 0)
            return Pair(path, bundle, path, bundle, report);

        var keyPath = path + ".key";
        if (File.Exists(keyPath))
            return report.Read(keyPath) is { } keyText ? Pair(path, bundle, keyPath, PemFile.Parse(keyText), report) : null;

        report.Error(bundle.Certificates.Length == 0
            ? $"'{path}' holds neither a certificate nor a key in PEM form."
            : $"no private key in '{path}', and '{keyPath}' does not exist. Append the key to the file or put it beside it.");
        return null;
    }

    private static CertificateConfig? Pair(
        string certificatePath, PemFile certificates, string keyPath, PemFile keys, CertificateReport report)
    {
        var pair = CertificatePair.Match(certificates, keys);
        if (pair.Problem is { } problem)
        {
            report.Error(problem switch
            {
                CertificateProblem.NoCertificate => $"no certificate in '{certificatePath}'.",
                CertificateProblem.BadCertificate => $"a certificate in '{certificatePath}' cannot be decoded; the file is damaged.",
                CertificateProblem.NoKey => $"no private key in '{keyPath}'.",
                CertificateProblem.LockedKey =>
                    $"the private key in '{keyPath}' has a passphrase. Store it without one, readable by this program only.",
                CertificateProblem.BadKey => $"the private key in '{keyPath}' cannot be decoded; RSA and EC keys are understood.",
                _ => $"the private key in '{keyPath}' does not belong to the certificate in '{certificatePath}'. Pair each certificate with its own key.",
            });
            return null;
        }

        return new CertificateConfig(certificatePath, pair.ChainPem, pair.KeyPem, pair.Names);
    }
}
