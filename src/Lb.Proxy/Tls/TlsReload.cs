using System.Security.Cryptography;
using Lb.Configuration.Certificates;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Proxy.Connections;
using Lb.Transport.Tls;

namespace Lb.Proxy.Tls;

/// <summary>Reads the files of TLS of all binds again, and lets the binds go on with what these hold now.</summary>
/// <param name="binds">All binds.</param>
public sealed class TlsReload(BoundFrontends binds)
{
    /// <summary>Replaces certificates, keys, authorities and lists of all binds, or of none where one file or setting is at fault. Connections that
    /// live keep theirs. One call at a time.</summary>
    public TlsReloadOutcome Run()
    {
        var errors = new List<string>();
        var ready = new List<ITlsReplacement>();
        try
        {
            // The addresses of one line share their settings: their files are read once, and complained about once.
            foreach (var line in binds.All.Where(bound => bound.Tls is not null).GroupBy(bound => bound.Bind.Tls!, ReferenceEqualityComparer.Instance))
                Prepare(line, ready, errors);
            if (errors.Count > 0) return new TlsReloadOutcome(0, errors);
            foreach (var replacement in ready) replacement.Apply();
            return new TlsReloadOutcome(ready.Count, []);
        }
        finally
        {
            foreach (var replacement in ready) replacement.Dispose();
        }
    }

    private static void Prepare(IGrouping<object?, BoundFrontend> line, List<ITlsReplacement> ready, List<string> errors)
    {
        var diagnostics = new ConfigDiagnostics();
        var read = new TlsFileReader(diagnostics).Read((BindTlsConfig)line.Key!);
        errors.AddRange(diagnostics.All.Select(diagnostic => diagnostic.ToString()));
        if (diagnostics.HasErrors) return;
        foreach (var bound in line) Prepare(bound, read, ready, errors);
    }

    // What only the TLS library can tell of readable files, as at the start.
    private static void Prepare(BoundFrontend bound, BindTlsConfig read, List<ITlsReplacement> ready, List<string> errors)
    {
        try
        {
            ready.Add(bound.Tls!.Prepare(BindTls.SettingsOf(bound.Frontend.Config, bound.Bind, read)));
        }
        catch (CryptographicException e)
        {
            errors.Add(e.Message);
        }
    }
}
