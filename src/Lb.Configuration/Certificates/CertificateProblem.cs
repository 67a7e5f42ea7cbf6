namespace Lb.Configuration.Certificates;

/// <summary>Why a certificate and a key cannot be used together.</summary>
internal enum CertificateProblem
{
    /// <summary>There is no certificate.</summary>
    NoCertificate,

    /// <summary>A certificate is not valid DER.</summary>
    BadCertificate,

    /// <summary>There is no key.</summary>
    NoKey,

    /// <summary>The key needs a passphrase.</summary>
    LockedKey,

    /// <summary>The key cannot be decoded, or is neither RSA nor EC.</summary>
    BadKey,

    /// <summary>The key belongs to no certificate of the file.</summary>
    Mismatch,
}
