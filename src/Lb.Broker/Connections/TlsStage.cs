using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Broker.Connections;

/// <summary>The TLS handshake of a connection.</summary>
internal static class TlsStage
{
    /// <summary>Runs the handshake as the server.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The client does not want this certificate, or has none that is accepted.</exception>
    public static async Task<SslStream> RunAsync(Stream stream, SslServerAuthenticationOptions options)
    {
        // The stream stays open after a failure, so that the client gets the alert that names it.
        var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsServerAsync(options).ConfigureAwait(false);
            return tls;
        }
        catch (Exception)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The common name of the client's certificate; null when it sent none.</summary>
    public static string? ClientNameOf(SslStream tls) =>
        tls.RemoteCertificate is X509Certificate2 certificate ? certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) : null;
}
