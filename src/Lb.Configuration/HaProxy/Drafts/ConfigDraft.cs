using System.Net;
using Lb.Configuration.Certificates;
using Lb.Configuration.Diagnostics;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>A configuration while it is read.</summary>
internal sealed class ConfigDraft(ConfigEnvironment environment, ConfigDiagnostics diagnostics)
{
    private readonly Dictionary<string, IPAddress?> _resolved = [];

    /// <summary>Variables and names.</summary>
    public ConfigEnvironment Environment { get; } = environment;

    /// <summary>Messages.</summary>
    public ConfigDiagnostics Diagnostics { get; } = diagnostics;

    /// <summary>Reads certificates, CA and revocation files, and ticket keys.</summary>
    public TlsFileReader TlsFiles { get; } = new(diagnostics);

    /// <summary>Section <c>global</c>.</summary>
    public GlobalDraft Global { get; } = new();

    /// <summary>Sections that become frontends and backends, in file order.</summary>
    public List<ProxyDraft> Proxies { get; } = [];

    /// <summary><c>defaults</c> sections, in file order; the last one is inherited from where <c>from</c> names no other.</summary>
    public List<ProxyDraft> Defaults { get; } = [];

    /// <summary>First address of a name, asked for once; null when it has none.</summary>
    public IPAddress? Resolve(string name)
    {
        if (!_resolved.TryGetValue(name, out var address))
            _resolved[name] = address = Environment.Resolve(name) is [var first, ..] ? first : null;
        return address;
    }
}
