using System.Net.Security;

namespace Lb.Transport.Tls;

/// <summary>Handshake options of one certificate; they share its context.</summary>
/// <param name="WithAlpn">For clients that offer one of the bind's protocols.</param>
/// <param name="WithoutAlpn">For all others.</param>
internal sealed record CertificateOptions(SslServerAuthenticationOptions WithAlpn, SslServerAuthenticationOptions WithoutAlpn);
