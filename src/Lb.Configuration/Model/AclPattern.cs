using System.Collections.Immutable;
using System.Net;

namespace Lb.Configuration.Model;

/// <summary>One pattern of an acl; closed: the nested records are all there are.</summary>
public abstract record AclPattern
{
    private AclPattern()
    {
    }

    /// <summary>Text as written.</summary>
    public sealed record Text(string Value) : AclPattern;

    /// <summary>A regular expression; it knows itself whether case counts.</summary>
    public sealed record Expression(TextExpression Value) : AclPattern;

    /// <summary>Bytes, written in hex.</summary>
    public sealed record Bytes(ImmutableArray<byte> Value) : AclPattern;

    /// <summary>Inclusive range; a null bound is open.</summary>
    public sealed record Range(long? Minimum, long? Maximum) : AclPattern;

    /// <summary>A network; a single address has the full prefix length.</summary>
    public sealed record Network(IPNetwork Value) : AclPattern;
}
