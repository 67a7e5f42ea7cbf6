using System.Collections.Frozen;
using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The bind keywords that this version has; one row each (HAProxy manual 5.1).</summary>
internal static class BindKeywords
{
    private static readonly Dictionary<string, ClientCertificateVerify> VerifyModes = new()
    {
        ["none"] = ClientCertificateVerify.None,
        ["optional"] = ClientCertificateVerify.Optional,
        ["required"] = ClientCertificateVerify.Required,
    };

    private static readonly Dictionary<string, bool> Switch = new() { ["on"] = true, ["off"] = false };

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<BindKeyword> All { get; } =
    [
        new("ssl", "", "TLS; needs `crt`", context => context.Bind.UsesTls = true),
        new("crt", "<file or folder>", "PEM file with certificate, chain and key (or the key in `<file>.key`; an OCSP response in `<file>.ocsp`), or a folder of such files; may be repeated",
            Certificate),
        new("ca-file", "<file or folder>", "CA certificates that client certificates are checked against", AuthorityFile),
        new("verify", "none|optional|required", "whether clients owe a certificate", Verify),
        new("crl-file", "<file or folder>", "revocation lists for client certificates", RevocationFile),
        new("alpn", "<protocol>[,...]", "ALPN protocols by preference; `mqtt` unless written", Alpn),
        .. TlsOptionKeyword.All.Select(option =>
            new BindKeyword(option.Name, option.Arguments, option.Documentation, context => option.Apply(context, context.Bind.Tls))),
        .. TlsListKeyword.All.Select(list =>
            new BindKeyword(list.Name, list.Arguments, list.Documentation, context => list.Read(context, context.Bind.Tls))),
        new("ecdhe", "<curve>", "the only group of the key exchange, unless `curves` is written",
            context => context.Bind.Tls.Curve = context.Word("the curve behind 'ecdhe'")),
        new("tls-ticket-keys", "<file>",
            "keys of session tickets, shared by several balancers: 48 or 80 bytes in base64 in each line, three at least; the last but one encrypts, the last three decrypt; random keys that change each hour unless written",
            context => context.Bind.Tls.TicketKeysPath = context.Word("the file behind 'tls-ticket-keys'")),
        new("ktls", "on|off", "whether the kernel protects the records of TLS 1.3, once a connection stays and where the kernel can; off unless written", KernelTls),
        new("accept-proxy", "", "every connection begins with a PROXY header, version 1 or 2", context => context.Bind.AcceptProxy = true),
        new("defer-accept", "", "a connection is taken from the kernel when the client has sent something, or about a second later; always so where TLS, `accept-proxy`, a rule or a key waits for the client",
            context => context.Bind.DeferAccept = true),
        new("name", "<name>", "name of the bind in logs and metrics", context => context.Bind.Name = context.Word("the name")),
        new("maxconn", "<number>", "most client connections of this bind",
            context => context.Bind.MaxConnections = context.Integer("maxconn", 0, int.MaxValue) is > 0 and var limit ? limit : null),
        new("backlog", "<number>", "length of the accept queue",
            context => context.Bind.Backlog = context.Integer("backlog", 1, int.MaxValue)),
        new("v4v6", "", "an IPv6 any-address takes IPv4 clients as well", context => context.Bind.V6Only = false),
        new("v6only", "", "an IPv6 any-address takes IPv6 clients only", context => context.Bind.V6Only = true),
        BindKeyword.WithoutEffect("npn", "<list>", "TLS 1.3 has no NPN; use 'alpn'"),
        BindKeyword.WithoutEffect("tfo", "", "TCP Fast Open is not used"),
        BindKeyword.WithoutEffect("nice", "<number>", "all connections have the same priority"),
        BindKeyword.WithoutEffect("process", "<sets>", "every thread serves every bind"),
        BindKeyword.WithoutEffect("thread", "<sets>", "every thread serves every bind"),
        BindKeyword.WithoutEffect("shards", "<number>", "every thread serves every bind"),
        BindKeyword.WithoutEffect("id", "<number>", "binds are told apart by name and address"),
    ];

    /// <summary>Rows by name.</summary>
    public static FrozenDictionary<string, BindKeyword> ByName { get; } = All.ToFrozenDictionary(row => row.Name);

    private static void Certificate(BindContext context)
    {
        if (context.Word("the file behind 'crt'") is { } path)
            context.Bind.Tls.CertificatePaths.Add(Based(context.Config.Global.CertificateBase, path));
    }

    private static void AuthorityFile(BindContext context)
    {
        if (context.Word("the file behind 'ca-file'") is not { } path)
            return;
        if (path.StartsWith('@'))
            context.Error($"'ca-file {path}' would trust every public CA, so any certificate on the Internet would pass. Name your own CA.");
        else
            context.Bind.Tls.AuthorityPath = Based(context.Config.Global.AuthorityBase, path);
    }

    private static void RevocationFile(BindContext context)
    {
        if (context.Word("the file behind 'crl-file'") is { } path)
            context.Bind.Tls.RevocationPath = Based(context.Config.Global.AuthorityBase, path);
    }

    private static void Verify(BindContext context) =>
        context.Bind.Tls.Verify = context.OneOf("verify", VerifyModes) ?? ClientCertificateVerify.None;

    private static void KernelTls(BindContext context) =>
        context.Bind.Tls.Handshake = context.Bind.Tls.Handshake with { UsesKernel = context.OneOf("ktls", Switch) ?? false };

    private static void Alpn(BindContext context)
    {
        if (context.Word("the protocols behind 'alpn'") is not { } list)
            return;
        ImmutableArray<string> protocols = [.. list.Split(',')];
        if (protocols.Any(p => p.Length is 0 or > 255))
            context.Error($"'alpn {list}' has an empty or overlong protocol name.");
        context.Bind.Tls.Alpn = protocols;
    }

    private static string Based(string? folder, string path) =>
        folder is null || Path.IsPathRooted(path) ? path : Path.Combine(folder, path);
}
