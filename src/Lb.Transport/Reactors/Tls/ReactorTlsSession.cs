using Lb.Transport.Reactors.SetUp;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>The TLS session of a connection that is being set up. Once the relay owns the connection, it must not be asked any more.</summary>
internal sealed class ReactorTlsSession(ReactorConnection connection) : ITlsSession
{
    public string? ServerName => Session.ServerName;

    public string Version => Session.Version;

    public string? Cipher => Session.Cipher;

    public bool? IsResumed => Session.IsResumed;

    public bool HasClientCertificate => Session.HasClientCertificate;

    public string? ClientCommonName => Session.ClientCommonName;

    public string? SignatureAlgorithm => Session.SignatureAlgorithm;

    public string? KeyAlgorithm => Session.KeyAlgorithm;

    private TlsSession Session => connection.Tls is not 0 and var tls
        ? new TlsSession(tls)
        : throw new InvalidOperationException("The set-up of the connection is over.");
}
