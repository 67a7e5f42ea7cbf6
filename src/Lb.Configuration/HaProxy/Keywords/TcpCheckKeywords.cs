using System.Collections.Immutable;
using System.Text;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Values;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The steps of a scripted check (HAProxy manual 4.2, <c>tcp-check</c>).</summary>
internal static class TcpCheckKeywords
{
    private const SectionKinds Sections = SectionKinds.Defaults | SectionKinds.Backend;

    private static readonly Dictionary<string, TcpCheckExpectKind> Kinds = new()
    {
        ["string"] = TcpCheckExpectKind.Text,
        ["rstring"] = TcpCheckExpectKind.Regex,
        ["binary"] = TcpCheckExpectKind.Binary,
        ["rbinary"] = TcpCheckExpectKind.BinaryRegex,
    };

    private static readonly string[] UnbuiltConnect =
        ["default", "ssl", "sni", "alpn", "via-socks4", "proto", "addr", "unix", "linger"];

    private static readonly string[] UnbuiltExpect =
    [
        "string-lf", "binary-lf", "custom", "ok-status", "error-status", "tout-status", "on-success", "on-error", "status-code",
    ];

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        new("tcp-check connect", Sections, "[port <port>] [send-proxy] [comment <text>]",
            "opens a connection; the first step does it anyway", Connect),
        new("tcp-check send", Sections, "<text> [comment <text>]", "sends text", Send),
        new("tcp-check send-binary", Sections, "<hex> [comment <text>]", "sends bytes", SendBinary),
        new("tcp-check expect", Sections, "[min-recv <bytes>] [comment <text>] [!] string|rstring|binary|rbinary <pattern>",
            "waits for an answer that matches", Expect),
    ];

    private static void Connect(ProxyContext context)
    {
        int? port = null;
        var sendProxy = false;
        string? comment = null;
        while (context.Words.Next() is { } word)
        {
            switch (word)
            {
                case "port":
                    port = context.Integer("port", 1, 65535);
                    break;
                case "send-proxy":
                    sendProxy = true;
                    break;
                case "comment":
                    comment = context.Word("the comment");
                    break;
                default:
                    Unknown(context, word, UnbuiltConnect);
                    return;
            }
        }

        Add(context, new TcpCheckStep.Connect(port, sendProxy, comment, context.Location));
    }

    private static void Send(ProxyContext context)
    {
        if (context.Word("the text") is not { } text || !TryReadComment(context, out var comment))
            return;
        Add(context, new TcpCheckStep.Send([.. Encoding.UTF8.GetBytes(text)], comment, context.Location));
    }

    private static void SendBinary(ProxyContext context)
    {
        if (context.Word("the hex text") is not { } hex || !TryReadComment(context, out var comment))
            return;
        if (HexText.TryParse(hex, out var bytes))
            Add(context, new TcpCheckStep.Send(bytes, comment, context.Location));
        else
            context.Error($"'{hex}' is no hex text; write two hex digits for each byte.");
    }

    private static bool TryReadComment(ProxyContext context, out string? comment)
    {
        comment = null;
        if (context.Words.TrySkip("comment") && (comment = context.Word("the comment")) is null)
            return false;
        context.End();
        return true;
    }

    private static void Expect(ProxyContext context)
    {
        var minimum = -1;
        string? comment = null;
        while (context.Words.Peek is "min-recv" or "comment")
        {
            if (context.Words.Next() == "comment")
                comment = context.Word("the comment");
            else if (context.Integer("min-recv", -1, int.MaxValue) is { } bytes)
                minimum = bytes;
            else
                return;
        }

        var negated = context.Words.TrySkip("!");
        if (context.Word("the kind of match") is not { } kindName)
            return;
        if (!Kinds.TryGetValue(kindName, out var kind))
        {
            Unknown(context, kindName, UnbuiltExpect);
            return;
        }

        if (context.Word("the pattern") is not { } pattern || !IsValid(context, kind, pattern, out var expression))
            return;
        context.End();
        Add(context, new TcpCheckStep.Expect(kind, negated, pattern, expression, minimum, comment, context.Location));
    }

    private static bool IsValid(ProxyContext context, TcpCheckExpectKind kind, string pattern, out TextExpression? expression)
    {
        expression = null;
        string? problem = null;
        if (kind is TcpCheckExpectKind.Regex or TcpCheckExpectKind.BinaryRegex)
            TextExpression.TryParse(pattern, ignoreCase: false, out expression, out problem);
        else if (kind == TcpCheckExpectKind.Binary && !HexText.TryParse(pattern, out _))
            problem = $"'{pattern}' is no hex text; write two hex digits for each byte.";
        if (problem is not null)
            context.Error(problem);
        return problem is null;
    }

    private static void Unknown(ProxyContext context, string word, string[] unbuilt)
    {
        context.Error(unbuilt.Contains(word)
            ? $"'{word}' is an option of HAProxy that this version does not have yet."
            : $"'{word}' is not understood here.{KeywordSuggestion.For(word, [.. Kinds.Keys, "min-recv", "comment", "port", "send-proxy"])}");
        context.Words.SkipAll();
    }

    private static void Add(ProxyContext context, TcpCheckStep step) =>
        context.Set(settings => settings with { Check = settings.Check with { Steps = settings.Check.Steps.Add(step) } });
}
