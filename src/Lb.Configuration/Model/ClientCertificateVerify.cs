namespace Lb.Configuration.Model;

/// <summary><c>verify</c> on a bind: whether clients owe a certificate.</summary>
public enum ClientCertificateVerify
{
    /// <summary>Not asked for.</summary>
    None,

    /// <summary>Asked for; checked where given.</summary>
    Optional,

    /// <summary>Owed; without a valid one the handshake fails.</summary>
    Required,
}
