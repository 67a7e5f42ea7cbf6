using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Parses <c>source</c>, as a statement and as a server keyword.</summary>
internal static class SourceParser
{
    /// <summary>Arguments as the reference shows them.</summary>
    public const string Usage = "<address>[:<port>[-<port>]] [usesrc client|clientip]";

    /// <summary>Null after an error.</summary>
    public static SourceAddressConfig? Parse(KeywordContext context)
    {
        if (context.Address("the address behind 'source'") is not { } address || context.Resolve(address.Host) is not { } ip)
            return null;

        var transparent = TransparentSource.None;
        if (context.Words.TrySkip("usesrc"))
        {
            if (ReadTransparent(context) is not { } read)
                return null;
            transparent = read;
        }

        if (context.Words.Peek == "interface")
        {
            context.Error("'interface' is an option of HAProxy that this version does not have yet.");
            context.Words.Skip(2);
            return null;
        }

        return new SourceAddressConfig(ip, address.FirstPort ?? 0, address.LastPort, transparent, context.Location);
    }

    private static TransparentSource? ReadTransparent(KeywordContext context)
    {
        switch (context.Word("the source behind 'usesrc'"))
        {
            case "client":
                return TransparentSource.ClientAddressAndPort;
            case "clientip":
                return TransparentSource.ClientAddress;
            case null:
                return null;
            case var word:
                context.Error($"'usesrc {word}' is not understood; this version has 'usesrc client' and 'usesrc clientip'.");
                return null;
        }
    }
}
