namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>Keywords of one <c>bind</c> line.</summary>
internal sealed class BindDraft(TlsDraft tls)
{
    /// <summary>TLS settings, used when <see cref="UsesTls"/>.</summary>
    public TlsDraft Tls { get; } = tls;

    /// <summary><c>ssl</c>.</summary>
    public bool UsesTls { get; set; }

    /// <summary><c>accept-proxy</c>.</summary>
    public bool AcceptProxy { get; set; }

    public bool DeferAccept { get; set; }

    /// <summary><c>name</c>; null = none.</summary>
    public string? Name { get; set; }

    /// <summary><c>maxconn</c>; null = none.</summary>
    public int? MaxConnections { get; set; }

    /// <summary><c>backlog</c>; null = the section's.</summary>
    public int? Backlog { get; set; }

    /// <summary><c>v6only</c>.</summary>
    public bool V6Only { get; set; }
}
