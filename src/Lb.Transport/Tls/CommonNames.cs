using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Common names in certificates.</summary>
internal static class CommonNames
{
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>The common name of a subject (<c>ssl_c_s_dn(cn)</c>); null where it has none.</summary>
    public static string? Of(X500DistinguishedName name) => name.EnumerateRelativeDistinguishedNames()
        .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonNameOid)
        .Select(part => part.GetSingleElementValue())
        .FirstOrDefault();
}
