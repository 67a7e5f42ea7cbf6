namespace Lb.Transport.Tls;

/// <summary>What is ready to take the place of a bind's certificates, authorities, lists and keys.</summary>
public interface ITlsReplacement : IDisposable
{
    /// <summary>Takes effect for connections that begin from now on; those that live, and handshakes under way, keep what they began with. Once,
    /// and not while another replacement of the same bind is applied. Cannot fail.</summary>
    void Apply();
}
