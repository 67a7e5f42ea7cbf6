using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Certificates;

/// <summary>Reads the files that client certificates are checked against, for both dialects.</summary>
/// <param name="diagnostics">Takes the errors.</param>
public sealed class AuthorityLoader(ConfigDiagnostics diagnostics)
{
    private static readonly string[] ReadInFolders = [".pem", ".crt", ".cer", ".crl"];

    /// <summary>Reads CA certificates (<c>ca-file</c>, <c>ssl_client_certificate</c>).</summary>
    /// <param name="path">PEM file, or a folder whose .pem, .crt, .cer and .crl files are read in the order of their names.</param>
    /// <param name="location">Line that names the path.</param>
    /// <param name="statement">What the message calls the line.</param>
    /// <returns>PEM text of the certificates alone; null after an error: missing or unreadable, no certificate, or a damaged one.</returns>
    public string? LoadAuthorities(string path, SourceLocation location, string statement)
    {
        var report = new CertificateReport(diagnostics, location, statement);
        if (ReadBlocks(path, report, file => file.Certificates) is not { } blocks)
            return null;
        if (blocks.Count == 0)
            report.Error($"'{path}' holds no CA certificate in PEM form.");
        else if (blocks.Any(pem => CertificateFields.Read(pem) is null))
            report.Error($"a CA certificate in '{path}' cannot be decoded; the file is damaged.");
        else
            return string.Join('\n', blocks) + "\n";
        return null;
    }

    /// <summary>Reads certificate revocation lists (<c>crl-file</c>, <c>ssl_crl</c>).</summary>
    /// <param name="path">PEM file, or a folder as for <see cref="LoadAuthorities"/>.</param>
    /// <param name="location">Line that names the path.</param>
    /// <param name="statement">What the message calls the line.</param>
    /// <returns>PEM text of the lists alone; null after an error: missing or unreadable, no list, or a damaged one.</returns>
    public string? LoadRevocationLists(string path, SourceLocation location, string statement)
    {
        var report = new CertificateReport(diagnostics, location, statement);
        if (ReadBlocks(path, report, file => file.RevocationLists) is not { } blocks)
            return null;
        if (blocks.Count == 0)
            report.Error($"'{path}' holds no revocation list in PEM form ('BEGIN X509 CRL').");
        else if (blocks.Any(pem => PemBlock.Decode(pem) is null))
            report.Error($"a revocation list in '{path}' cannot be decoded; the file is damaged.");
        else
            return string.Join('\n', blocks) + "\n";
        return null;
    }

    private static List<string>? ReadBlocks(string path, CertificateReport report, Func<PemFile, IEnumerable<string>> select)
    {
        if (FilesOf(path, report) is not { } files)
            return null;
        var texts = files.Select(report.Read).ToList();
        return texts.Contains(null) ? null : [.. texts.SelectMany(text => select(PemFile.Parse(text!)))];
    }

    private static IEnumerable<string>? FilesOf(string path, CertificateReport report) =>
        Directory.Exists(path) ? report.FilesIn(path)?.Where(file => ReadInFolders.Contains(Path.GetExtension(file))) : [path];
}
