using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lb.Transport.Tls;

/// <summary>What an <see cref="SslStream"/> agreed on; read when asked for, from the features that Kestrel's TLS left.</summary>
internal sealed class PortableTlsSession(IFeatureCollection features) : ITlsSession
{
    public string? ServerName => Tls.TargetHostName is { Length: > 0 } name ? name : null;

    public string Version => Tls.SslProtocol == SslProtocols.Tls13 ? "TLSv1.3" : "TLSv1.2";

    public string? Cipher => CipherNames.Of(Tls.NegotiatedCipherSuite);

    /// <summary>Null: <see cref="SslStream"/> does not tell.</summary>
    public bool? IsResumed => null;

    public bool HasClientCertificate => ClientCertificate is not null;

    public string? ClientCommonName => ClientCertificate is { } certificate ? CommonNames.Of(certificate.SubjectName) : null;

    public string? SignatureAlgorithm => Presented is { } certificate ? ServerCertificates.SignatureOf(certificate) : null;

    public string? KeyAlgorithm => Presented is { } certificate ? ServerCertificates.KeyOf(certificate) : null;

    private SslStream Tls => features.GetRequiredFeature<ISslStreamFeature>().SslStream;

    private X509Certificate2? ClientCertificate => features.GetRequiredFeature<ITlsConnectionFeature>().ClientCertificate;

    private X509Certificate2? Presented => Tls.LocalCertificate as X509Certificate2;
}
