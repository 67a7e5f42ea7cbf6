using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Certificates;

/// <summary>Reads the files of a bind's TLS, for both dialects: at start, and again whenever they are to be replaced.</summary>
/// <param name="diagnostics">Takes the errors; each names line, file, reason and the way out.</param>
public sealed class TlsFileReader(ConfigDiagnostics diagnostics)
{
    private readonly CertificateLoader _certificates = new(diagnostics);
    private readonly AuthorityLoader _authorities = new(diagnostics);
    private readonly TicketKeyLoader _ticketKeys = new(diagnostics);

    /// <summary>The settings with what the files hold now. Never throws.</summary>
    /// <param name="settings">Settings that name their files; what was read of these before plays no part.</param>
    /// <returns>Of use only where no error was added.</returns>
    public BindTlsConfig Read(BindTlsConfig settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var files = settings.Files;
        return settings with
        {
            Certificates = Staple([.. files.Certificates.SelectMany(file => Load(file))], files.OcspResponse),
            TicketKeys = LoadTicketKeys(files),
            ClientCaPem = files.ClientAuthorities is { } ca ? _authorities.LoadAuthorities(ca.Path, ca.Location, ca.Statement) : null,
            CrlPem = files.RevocationLists is { } crl ? _authorities.LoadRevocationLists(crl.Path, crl.Location, crl.Statement) : null,
        };
    }

    private ImmutableArray<CertificateConfig> Load(CertificateFileConfig source)
    {
        var file = source.Certificate;
        if (source.KeyPath is not { } keyPath) return _certificates.LoadBundles(file.Path, file.Location, file.Statement);
        return _certificates.LoadPair(file.Path, keyPath, file.Location, file.Statement) is { } pair ? [pair] : [];
    }

    private ImmutableArray<CertificateConfig> Staple(ImmutableArray<CertificateConfig> certificates, FileConfig? response)
    {
        if (response is null) return certificates;
        var report = new CertificateReport(diagnostics, response.Location, response.Statement);
        return report.ReadBytes(response.Path) is { } der ? [.. certificates.Select(c => c with { OcspResponse = [.. der] })] : certificates;
    }

    private ImmutableArray<TicketKeyConfig> LoadTicketKeys(TlsFilesConfig files)
    {
        if (files.TicketKeyList is { } list) return _ticketKeys.LoadLines(list.Path, list.Location, list.Statement);
        return [.. files.TicketKeys.Select(key => _ticketKeys.LoadOne(key.Path, key.Location, key.Statement)).OfType<TicketKeyConfig>()];
    }
}
