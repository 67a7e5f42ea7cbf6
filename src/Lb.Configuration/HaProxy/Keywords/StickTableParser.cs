using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Parses <c>stick-table</c>.</summary>
internal static class StickTableParser
{
    private static readonly Dictionary<string, StickKeyType> Types = new()
    {
        ["ip"] = StickKeyType.Ip,
        ["ipv6"] = StickKeyType.Ipv6,
        ["integer"] = StickKeyType.Integer,
        ["string"] = StickKeyType.String,
        ["binary"] = StickKeyType.Binary,
    };

    private static readonly string[] Unbuilt = ["peers", "store", "srvkey", "write-to", "recv-only"];

    private static readonly string[] Known = ["type", "len", "size", "expire", "nopurge"];

    /// <summary>Sets the section's table.</summary>
    public static void Parse(ProxyContext context)
    {
        StickKeyType? type = null;
        int? size = null;
        int? length = null;
        TimeSpan? expire = null;
        var noPurge = false;
        var complete = true;
        while (context.Words.Next() is { } word)
        {
            switch (word)
            {
                case "type":
                    complete &= (type = context.OneOf("key type", Types)) is not null;
                    break;
                case "len":
                    complete &= (length = context.Integer("len", 1, int.MaxValue)) is not null;
                    break;
                case "size":
                    complete &= (size = context.Size("size")) is not null;
                    break;
                case "expire":
                    complete &= (expire = context.Duration("expire")) is not null;
                    break;
                case "nopurge":
                    noPurge = true;
                    break;
                default:
                    complete = false;
                    Unknown(context, word);
                    break;
            }
        }

        if (!complete || !IsComplete(context, type, size))
            return;
        if (length is not null)
            NoticeLength(context, type!.Value, length.Value);
        if (context.Proxy.StickTable is not null)
            context.Error("this section has a stick table already; a section has one.");
        context.Proxy.StickTable = new StickTableConfig
        {
            Type = type!.Value,
            Size = size!.Value,
            Expire = expire,
            NoPurge = noPurge,
            DeclaredLength = length,
        };
    }

    private static bool IsComplete(ProxyContext context, StickKeyType? type, int? size)
    {
        if (type is null)
            context.Error("'type' is missing. For MQTT client ids write 'type string'.");
        if (size is null or 0)
            context.Error("'size' is missing or 0: how many entries the table may have, for example 100k.");
        return type is not null && size is > 0;
    }

    private static void NoticeLength(ProxyContext context, StickKeyType type, int length)
    {
        if (type is StickKeyType.String or StickKeyType.Binary)
            context.Notice($"'len {length}' does not cut keys here: clients that share their first {length} characters stay apart.");
        else
            context.Warning("'len' has no effect on keys of a fixed size.");
    }

    private static void Unknown(ProxyContext context, string word)
    {
        context.Error(Unbuilt.Contains(word)
            ? $"'{word}' is an option of HAProxy that this version does not have yet."
            : $"'{word}' is not understood; {string.Join(", ", Known)} may follow.{KeywordSuggestion.For(word, Known)}");
        context.Words.SkipAll();
    }
}
