using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>The files that a bind's TLS is made from, so that they can be read again while the bind runs.</summary>
public sealed record TlsFilesConfig
{
    /// <summary>Server certificates in the order of the configuration.</summary>
    public ImmutableArray<CertificateFileConfig> Certificates { get; init; } = [];

    /// <summary><c>ssl_stapling_file</c>: the OCSP response of all certificates; null = each has its own in <c>PATH.ocsp</c>, or none.</summary>
    public FileConfig? OcspResponse { get; init; }

    /// <summary><c>ca-file</c>, <c>ssl_client_certificate</c>; null = none.</summary>
    public FileConfig? ClientAuthorities { get; init; }

    /// <summary><c>crl-file</c>, <c>ssl_crl</c>; null = none.</summary>
    public FileConfig? RevocationLists { get; init; }

    /// <summary><c>tls-ticket-keys</c>: a file with a key in each line; null = none.</summary>
    public FileConfig? TicketKeyList { get; init; }

    /// <summary><c>ssl_session_ticket_key</c>: files with one key each; the first encrypts.</summary>
    public ImmutableArray<FileConfig> TicketKeys { get; init; } = [];
}
