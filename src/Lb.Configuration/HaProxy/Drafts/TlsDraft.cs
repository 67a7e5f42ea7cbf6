using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>TLS settings of a bind while it is read.</summary>
internal sealed class TlsDraft
{
    /// <summary><c>crt</c> paths with <c>crt-base</c> applied, in their order.</summary>
    public List<string> CertificatePaths { get; } = [];

    /// <summary><c>ssl-min-ver</c> and the like.</summary>
    public TlsVersion MinVersion { get; set; } = TlsVersion.Tls12;

    /// <summary><c>ssl-max-ver</c> and the like.</summary>
    public TlsVersion MaxVersion { get; set; } = TlsVersion.Tls13;

    /// <summary>Ciphers, curves, signatures and tickets.</summary>
    public TlsHandshakeConfig Handshake { get; set; } = new();

    /// <summary><c>ecdhe</c>, which <c>curves</c> overrides; null = none.</summary>
    public string? Curve { get; set; }

    /// <summary><c>tls-ticket-keys</c>; null = none.</summary>
    public string? TicketKeysPath { get; set; }

    /// <summary><c>alpn</c>; null = not written.</summary>
    public ImmutableArray<string>? Alpn { get; set; }

    /// <summary><c>strict-sni</c>.</summary>
    public bool StrictSni { get; set; }

    /// <summary><c>verify</c>.</summary>
    public ClientCertificateVerify Verify { get; set; }

    /// <summary><c>ca-file</c>; null = none.</summary>
    public string? AuthorityPath { get; set; }

    /// <summary><c>crl-file</c>; null = none.</summary>
    public string? RevocationPath { get; set; }

    /// <summary>A draft that starts with the versions, lists and SNI rule of this one.</summary>
    public TlsDraft Derive() => new() { MinVersion = MinVersion, MaxVersion = MaxVersion, StrictSni = StrictSni, Handshake = Handshake };
}
