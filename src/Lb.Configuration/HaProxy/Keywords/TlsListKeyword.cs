using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Row of the table of OpenSSL lists: <c>NAME</c> on a <c>bind</c> line, <c>ssl-default-bind-NAME</c> in section <c>global</c> (HAProxy manual
/// 3.1 and 5.1).</summary>
/// <param name="Name">Name on the bind line.</param>
/// <param name="Arguments">Arguments as the reference shows them.</param>
/// <param name="Documentation">One line for the reference.</param>
/// <param name="Set">Changes the settings.</param>
internal sealed record TlsListKeyword(
    string Name, string Arguments, string Documentation, Func<TlsHandshakeConfig, string, TlsHandshakeConfig> Set)
{
    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<TlsListKeyword> All { get; } =
    [
        new("ciphers", "<list>", "ciphers of TLS 1.2 in OpenSSL's syntax; the system's unless written", (tls, list) => tls with { Ciphers = list }),
        new("ciphersuites", "<list>", "cipher suites of TLS 1.3, colon-separated; the system's unless written",
            (tls, list) => tls with { CipherSuites = list }),
        new("curves", "<list>", "groups of the key exchange by preference, colon-separated; OpenSSL's unless written",
            (tls, list) => tls with { Curves = list }),
        new("sigalgs", "<list>", "signature algorithms, colon-separated; OpenSSL's unless written",
            (tls, list) => tls with { SignatureAlgorithms = list }),
        new("client-sigalgs", "<list>", "signature algorithms that client certificates may use, colon-separated; those of `sigalgs` unless written",
            (tls, list) => tls with { ClientSignatureAlgorithms = list }),
    ];

    /// <summary>Row of section <c>global</c>.</summary>
    public GlobalKeyword Default => new($"ssl-default-bind-{Name}", Arguments, $"`{Name}` of every `bind ... ssl` that does not have its own", context =>
    {
        Read(context, context.Global.BindTlsDefaults);
        context.End();
    });

    /// <summary>Reads the list.</summary>
    public void Read(KeywordContext context, TlsDraft tls)
    {
        if (context.Word($"the list behind '{Name}'") is { } list)
            tls.Handshake = Set(tls.Handshake, list);
    }
}
