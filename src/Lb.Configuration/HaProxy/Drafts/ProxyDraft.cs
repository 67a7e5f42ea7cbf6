using Lb.Configuration.HaProxy.Conditions;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>A <c>defaults</c>, <c>frontend</c>, <c>backend</c> or <c>listen</c> section while it is read.</summary>
internal sealed class ProxyDraft(SectionKinds kind, string name, SourceLocation location, ProxySettings settings)
{
    /// <summary>Kind of section.</summary>
    public SectionKinds Kind { get; } = kind;

    /// <summary>Name; empty for unnamed <c>defaults</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Line of the section.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>What sections inherit.</summary>
    public ProxySettings Settings { get; set; } = settings;

    /// <summary>Binds that have no error.</summary>
    public List<BindConfig> Binds { get; } = [];

    /// <summary>Servers that have no error.</summary>
    public List<ServerConfig> Servers { get; } = [];

    /// <summary>How many <c>server</c> lines there are, with those that have an error.</summary>
    public int ServerLines { get; set; }

    /// <summary>How many <c>bind</c> lines there are, with those that have an error.</summary>
    public int BindLines { get; set; }

    /// <summary>Named acls.</summary>
    public Dictionary<string, AclDraft> Acls { get; } = [];

    /// <summary><c>use_backend</c> rules.</summary>
    public List<UseBackendConfig> UseBackends { get; } = [];

    /// <summary><c>tcp-request connection</c> rules.</summary>
    public List<TcpRuleConfig> ConnectionRules { get; } = [];

    /// <summary><c>tcp-request content</c> rules.</summary>
    public List<TcpRuleConfig> ContentRules { get; } = [];

    /// <summary><c>tcp-request inspect-delay</c>; null = not set.</summary>
    public TimeSpan? InspectDelay { get; set; }

    /// <summary><c>stick-table</c>; null = none.</summary>
    public StickTableConfig? StickTable { get; set; }

    /// <summary><c>stick</c> rules.</summary>
    public List<StickRuleConfig> StickRules { get; } = [];

    /// <summary><c>http-request use-service</c> rules.</summary>
    public List<Located<HttpServiceConfig>> HttpServices { get; } = [];

    /// <summary>True for <c>frontend</c> and <c>listen</c>.</summary>
    public bool IsFrontend => Kind.HasFlag(SectionKinds.Frontend);

    /// <summary>True for <c>backend</c> and <c>listen</c>.</summary>
    public bool IsBackend => Kind.HasFlag(SectionKinds.Backend);

    /// <summary>Mode, TCP unless written.</summary>
    public ProxyMode Mode => Settings.Mode ?? ProxyMode.Tcp;

    /// <summary>The section's first word.</summary>
    public string KindName => Kind switch
    {
        SectionKinds.Defaults => "defaults",
        SectionKinds.Frontend => "frontend",
        SectionKinds.Backend => "backend",
        _ => "listen",
    };

    /// <summary>The section as messages call it, <c>backend 'x'</c>.</summary>
    public string Title => Name.Length == 0 ? KindName : $"{KindName} '{Name}'";
}
