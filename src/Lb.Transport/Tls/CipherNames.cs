using System.Net.Security;

namespace Lb.Transport.Tls;

/// <summary>Cipher suites under the names that OpenSSL, HAProxy and the PROXY protocol use.</summary>
internal static class CipherNames
{
    /// <summary>OpenSSL's name, for example <c>ECDHE-RSA-AES128-GCM-SHA256</c>. TLS 1.3 suites keep the standard's name.</summary>
    public static string? Of(TlsCipherSuite? suite)
    {
        if (suite is not { } known) return null;
        var name = known.ToString();
        if (!name.Contains("_WITH_", StringComparison.Ordinal)) return name;
        return name["TLS_".Length..]
            .Replace("_WITH_", "_", StringComparison.Ordinal)
            .Replace("AES_128", "AES128", StringComparison.Ordinal)
            .Replace("AES_256", "AES256", StringComparison.Ordinal)
            .Replace("POLY1305_SHA256", "POLY1305", StringComparison.Ordinal)
            .Replace('_', '-');
    }
}
