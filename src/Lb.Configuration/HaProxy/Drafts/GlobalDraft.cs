using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>Section <c>global</c> while it is read.</summary>
internal sealed class GlobalDraft
{
    /// <summary>Settings that become part of the configuration.</summary>
    public GlobalConfig Settings { get; set; } = new();

    /// <summary><c>crt-base</c>; null = relative paths start at the working directory.</summary>
    public string? CertificateBase { get; set; }

    /// <summary><c>ca-base</c>; null = as above.</summary>
    public string? AuthorityBase { get; set; }

    /// <summary><c>ssl-default-bind-options</c>: what TLS binds start from.</summary>
    public TlsDraft BindTlsDefaults { get; } = new();
}
