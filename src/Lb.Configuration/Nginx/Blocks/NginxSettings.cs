using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary>Settings that stand in <c>stream</c> or in one of its servers; null = not given at this level.</summary>
internal sealed class NginxSettings
{
    /// <summary><c>proxy_timeout</c>.</summary>
    public TimeSpan? ProxyTimeout { get; set; }

    /// <summary><c>proxy_connect_timeout</c>.</summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary><c>proxy_protocol_timeout</c>.</summary>
    public TimeSpan? ProxyHeaderTimeout { get; set; }

    /// <summary><c>preread_timeout</c>.</summary>
    public TimeSpan? PrereadTimeout { get; set; }

    /// <summary><c>preread_buffer_size</c> in bytes.</summary>
    public int? PrereadBufferSize { get; set; }

    /// <summary><c>proxy_buffer_size</c> in bytes.</summary>
    public int? BufferSize { get; set; }

    /// <summary><c>proxy_protocol</c>.</summary>
    public bool? SendProxyHeader { get; set; }

    /// <summary><c>proxy_socket_keepalive</c>.</summary>
    public bool? ServerKeepAlive { get; set; }

    /// <summary><c>proxy_bind</c>.</summary>
    public NginxProxyBind? Bind { get; set; }

    /// <summary><c>proxy_next_upstream</c>.</summary>
    public bool? NextServer { get; set; }

    /// <summary><c>proxy_next_upstream_tries</c>; 0 = no limit.</summary>
    public int? NextServerTries { get; set; }

    /// <summary><c>proxy_next_upstream_timeout</c>; zero = no limit.</summary>
    public TimeSpan? NextServerTimeout { get; set; }

    /// <summary><c>mqtt_preread</c>.</summary>
    public bool? MqttPreread { get; set; }

    /// <summary><c>ssl_certificate</c> lines.</summary>
    public IReadOnlyList<NginxFileReference>? Certificates { get; set; }

    /// <summary><c>ssl_certificate_key</c> lines; the first belongs to the first certificate, and so on.</summary>
    public IReadOnlyList<NginxFileReference>? Keys { get; set; }

    /// <summary><c>ssl_protocols</c>: versions that are offered, lowest and highest.</summary>
    public (TlsVersion Lowest, TlsVersion Highest)? TlsVersions { get; set; }

    /// <summary><c>ssl_handshake_timeout</c>.</summary>
    public TimeSpan? HandshakeTimeout { get; set; }

    /// <summary><c>ssl_alpn</c>.</summary>
    public IReadOnlyList<string>? Alpn { get; set; }

    /// <summary><c>ssl_verify_client</c>.</summary>
    public ClientCertificateVerify? Verify { get; set; }

    /// <summary><c>ssl_client_certificate</c>.</summary>
    public NginxFileReference? ClientAuthorities { get; set; }

    /// <summary><c>ssl_crl</c>.</summary>
    public NginxFileReference? RevocationLists { get; set; }

    /// <summary><c>ssl_ciphers</c>.</summary>
    public string? Ciphers { get; set; }

    /// <summary><c>ssl_prefer_server_ciphers</c>.</summary>
    public bool? PrefersServerCiphers { get; set; }

    /// <summary><c>ssl_ecdh_curve</c>.</summary>
    public string? Curves { get; set; }

    /// <summary><c>ssl_session_tickets</c>.</summary>
    public bool? SendsTickets { get; set; }

    /// <summary><c>ssl_session_timeout</c>.</summary>
    public TimeSpan? SessionLifetime { get; set; }

    /// <summary><c>ssl_session_ticket_key</c> lines; the first encrypts.</summary>
    public IReadOnlyList<NginxFileReference>? TicketKeys { get; set; }

    /// <summary><c>ssl_stapling</c>.</summary>
    public bool? Staples { get; set; }

    /// <summary><c>ssl_stapling_file</c>.</summary>
    public NginxFileReference? OcspResponse { get; set; }

    /// <summary><c>allow</c> and <c>deny</c> lines.</summary>
    public IReadOnlyList<TcpRuleConfig>? AddressRules { get; set; }

    /// <summary><c>access_log</c> lines; empty = <c>off</c>.</summary>
    public IReadOnlyList<LogTargetConfig>? AccessLogs { get; set; }

    /// <summary>These settings, with what they leave out taken from <paramref name="outer"/>.</summary>
    public NginxSettings Over(NginxSettings outer) => new()
    {
        ProxyTimeout = ProxyTimeout ?? outer.ProxyTimeout,
        ConnectTimeout = ConnectTimeout ?? outer.ConnectTimeout,
        ProxyHeaderTimeout = ProxyHeaderTimeout ?? outer.ProxyHeaderTimeout,
        PrereadTimeout = PrereadTimeout ?? outer.PrereadTimeout,
        PrereadBufferSize = PrereadBufferSize ?? outer.PrereadBufferSize,
        BufferSize = BufferSize ?? outer.BufferSize,
        SendProxyHeader = SendProxyHeader ?? outer.SendProxyHeader,
        ServerKeepAlive = ServerKeepAlive ?? outer.ServerKeepAlive,
        Bind = Bind ?? outer.Bind,
        NextServer = NextServer ?? outer.NextServer,
        NextServerTries = NextServerTries ?? outer.NextServerTries,
        NextServerTimeout = NextServerTimeout ?? outer.NextServerTimeout,
        MqttPreread = MqttPreread ?? outer.MqttPreread,
        Certificates = Certificates ?? outer.Certificates,
        Keys = Keys ?? outer.Keys,
        TlsVersions = TlsVersions ?? outer.TlsVersions,
        HandshakeTimeout = HandshakeTimeout ?? outer.HandshakeTimeout,
        Alpn = Alpn ?? outer.Alpn,
        Verify = Verify ?? outer.Verify,
        ClientAuthorities = ClientAuthorities ?? outer.ClientAuthorities,
        RevocationLists = RevocationLists ?? outer.RevocationLists,
        Ciphers = Ciphers ?? outer.Ciphers,
        PrefersServerCiphers = PrefersServerCiphers ?? outer.PrefersServerCiphers,
        Curves = Curves ?? outer.Curves,
        SendsTickets = SendsTickets ?? outer.SendsTickets,
        SessionLifetime = SessionLifetime ?? outer.SessionLifetime,
        TicketKeys = TicketKeys ?? outer.TicketKeys,
        Staples = Staples ?? outer.Staples,
        OcspResponse = OcspResponse ?? outer.OcspResponse,
        AddressRules = AddressRules ?? outer.AddressRules,
        AccessLogs = AccessLogs ?? outer.AccessLogs,
    };
}
