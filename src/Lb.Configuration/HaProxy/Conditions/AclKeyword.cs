using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Conditions;

/// <summary>Row of the table of acl shorthands: a fetch with a match method of its own (HAProxy manual 7.3).</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Fetch">Sample fetch that it stands for.</param>
/// <param name="Method">How patterns are compared.</param>
internal sealed record AclKeyword(string Name, string Fetch, MatchMethod Method)
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<AclKeyword> All { get; } =
    [
        new("path_beg", "path", MatchMethod.Prefix),
        new("path_end", "path", MatchMethod.Suffix),
        new("path_sub", "path", MatchMethod.Substring),
        new("path_dir", "path", MatchMethod.Directory),
        new("path_dom", "path", MatchMethod.Domain),
        new("path_reg", "path", MatchMethod.Regex),
        new("path_len", "path", MatchMethod.Length),
        new("ssl_fc_sni_end", "ssl_fc_sni", MatchMethod.Suffix),
        new("ssl_fc_sni_reg", "ssl_fc_sni", MatchMethod.Regex),
        new("payload", "req.payload", MatchMethod.Binary),
    ];
}
