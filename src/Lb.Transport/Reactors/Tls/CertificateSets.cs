namespace Lb.Transport.Reactors.Tls;

/// <summary>Which certificates answer together: for each name the first of each kind of key, so that an RSA and an ECDSA certificate of one name
/// share a context and the client's offer decides. Names with the same certificates share a set.</summary>
/// <param name="First">What answers where no name matches: the first certificate, with those that stand beside it under its first name.</param>
/// <param name="FirstNames">Names of the first set.</param>
/// <param name="Others">The other sets and their names.</param>
internal sealed record CertificateSets(
    IReadOnlyList<LoadedCertificate> First,
    IReadOnlyList<string> FirstNames,
    IReadOnlyList<(IReadOnlyList<LoadedCertificate> Set, IReadOnlyList<string> Names)> Others)
{
    public static CertificateSets Of(IReadOnlyList<LoadedCertificate> certificates)
    {
        var sets = certificates
            .SelectMany(c => c.Names)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Set: SetOf(name, certificates)))
            .GroupBy(entry => string.Join(' ', entry.Set.Select(c => IndexOf(c, certificates))), StringComparer.Ordinal)
            .Select(group => (Set: group.First().Set, Names: (IReadOnlyList<string>)[.. group.Select(entry => entry.Name)]))
            .ToList();

        // A first certificate without names still answers where no name matches.
        if (certificates[0].Names.Count == 0) return new CertificateSets([certificates[0]], [], sets);
        return new CertificateSets(sets[0].Set, sets[0].Names, sets[1..]);
    }

    private static IReadOnlyList<LoadedCertificate> SetOf(string name, IReadOnlyList<LoadedCertificate> certificates) =>
        [.. certificates.Where(c => c.Names.Contains(name, StringComparer.OrdinalIgnoreCase)).DistinctBy(c => c.KeyKind)];

    private static int IndexOf(LoadedCertificate certificate, IReadOnlyList<LoadedCertificate> certificates)
    {
        for (var i = 0; i < certificates.Count; i++)
        {
            if (ReferenceEquals(certificates[i], certificate)) return i;
        }

        return -1;
    }
}
