using System.Security.Cryptography;

namespace Lb.Transport.Tls;

/// <summary>TLS of a running bind, whose certificates, authorities, lists and keys can be replaced.</summary>
public interface ITlsBind
{
    /// <summary>Makes what new settings need. Nothing changes for anybody until <see cref="ITlsReplacement.Apply"/>.</summary>
    /// <param name="settings">As those that the bind began with, but for what comes from files: the rest is not asked for again.</param>
    /// <returns>The caller disposes it, applied or not.</returns>
    /// <exception cref="CryptographicException">A certificate, key or list cannot be used; the text says which.</exception>
    ITlsReplacement Prepare(TlsSettings settings);
}
