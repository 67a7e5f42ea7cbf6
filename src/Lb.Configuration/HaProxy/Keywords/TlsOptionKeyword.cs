using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Row of the table of TLS options, for <c>bind</c> and <c>ssl-default-bind-options</c> alike (HAProxy manual 5.1).</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Arguments">Arguments as the reference shows them; empty = none.</param>
/// <param name="Documentation">One line for the reference.</param>
/// <param name="Apply">Reads the arguments and changes the settings.</param>
internal sealed record TlsOptionKeyword(string Name, string Arguments, string Documentation, Action<KeywordContext, TlsDraft> Apply)
{
    private static readonly string[] Versions = ["SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<TlsOptionKeyword> All { get; } =
    [
        new("ssl-min-ver", "TLSv1.2|TLSv1.3", "lowest TLS version; older ones than TLSv1.2 are raised to it with a warning", MinVersion),
        new("ssl-max-ver", "TLSv1.2|TLSv1.3", "highest TLS version", MaxVersion),
        new("no-sslv3", "", "SSLv3 is never offered, with or without it", (_, _) => { }),
        new("no-tlsv10", "", "TLS 1.0 is never offered, with or without it", (_, _) => { }),
        new("no-tlsv11", "", "TLS 1.1 is never offered, with or without it", (_, _) => { }),
        new("no-tlsv12", "", "TLS 1.3 only", (_, tls) => tls.MinVersion = TlsVersion.Tls13),
        new("no-tlsv13", "", "TLS 1.2 only", (_, tls) => tls.MaxVersion = TlsVersion.Tls12),
        new("force-tlsv12", "", "TLS 1.2 only", (_, tls) => (tls.MinVersion, tls.MaxVersion) = (TlsVersion.Tls12, TlsVersion.Tls12)),
        new("force-tlsv13", "", "TLS 1.3 only", (_, tls) => (tls.MinVersion, tls.MaxVersion) = (TlsVersion.Tls13, TlsVersion.Tls13)),
        Unsafe("force-sslv3", "SSLv3"),
        Unsafe("force-tlsv10", "TLS 1.0"),
        Unsafe("force-tlsv11", "TLS 1.1"),
        new("strict-sni", "", "a name that no certificate has fails the handshake", (_, tls) => tls.StrictSni = true),
        new("no-tls-tickets", "", "no session tickets, so that no session is resumed",
            (_, tls) => tls.Handshake = tls.Handshake with { SendsTickets = false }),
        new("prefer-client-ciphers", "", "the client's order of ciphers decides, not the server's",
            (_, tls) => tls.Handshake = tls.Handshake with { PrefersClientCiphers = true }),
    ];

    /// <summary>Row with a name; null = none.</summary>
    public static TlsOptionKeyword? Find(string name) => All.FirstOrDefault(row => row.Name == name);

    private static TlsOptionKeyword Unsafe(string name, string version) =>
        new(name, "", $"refused: {version} is not offered", (context, _) =>
            context.Error($"'{name}': {version} is broken and is not offered. Clients must speak TLS 1.2 at least."));

    private static void MinVersion(KeywordContext context, TlsDraft tls)
    {
        if (ReadVersion(context, "ssl-min-ver") is not { } index)
            return;
        if (index < 3)
            context.Warning($"ssl-min-ver {Versions[index]} is read as TLSv1.2; older versions are not offered.");
        tls.MinVersion = index == 4 ? TlsVersion.Tls13 : TlsVersion.Tls12;
    }

    private static void MaxVersion(KeywordContext context, TlsDraft tls)
    {
        if (ReadVersion(context, "ssl-max-ver") is not { } index)
            return;
        if (index < 3)
            context.Error($"ssl-max-ver {Versions[index]} leaves nothing to offer: TLSv1.2 is the oldest version that there is.");
        tls.MaxVersion = index == 4 ? TlsVersion.Tls13 : TlsVersion.Tls12;
    }

    private static int? ReadVersion(KeywordContext context, string keyword)
    {
        if (context.Word($"the version behind '{keyword}'") is not { } word)
            return null;
        var index = Array.IndexOf(Versions, word);
        if (index >= 0)
            return index;
        context.Error($"'{word}' behind '{keyword}' is no TLS version; write TLSv1.2 or TLSv1.3.");
        return null;
    }
}
