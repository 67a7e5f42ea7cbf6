using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Lb.Configuration.Certificates;

/// <summary>DNS names that a certificate answers for (RFC 6125 section 6.4).</summary>
internal static class CertificateNames
{
    /// <summary>Subject alternative names, else the common name; lower case, without repetitions.</summary>
    public static ImmutableArray<string> Of(X509Certificate2 certificate)
    {
        var alternatives = certificate.Extensions
            .OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames())
            .Select(name => name.ToLowerInvariant())
            .Distinct()
            .ToImmutableArray();
        if (alternatives.Length > 0)
            return alternatives;

        var commonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return commonName.Length == 0 ? [] : [commonName.ToLowerInvariant()];
    }
}
