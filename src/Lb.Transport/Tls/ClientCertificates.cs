namespace Lb.Transport.Tls;

/// <summary>Whether clients owe a certificate.</summary>
public enum ClientCertificates
{
    /// <summary>Not asked for.</summary>
    None,

    /// <summary>Asked for; checked where given.</summary>
    Optional,

    /// <summary>Owed.</summary>
    Required,
}
