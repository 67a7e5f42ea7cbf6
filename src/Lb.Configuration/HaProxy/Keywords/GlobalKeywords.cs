using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Statements of section <c>global</c> that do something (HAProxy manual 3).</summary>
internal static class GlobalKeywords
{
    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<GlobalKeyword> All { get; } =
    [
        new("maxconn", "<number>", "most client connections of the whole process; the excess waits in the accept queue", MaxConnections),
        new("nbthread", "<number>", "threads that move bytes, 1 to 1024; the portable transport shares the runtime's threads, one for each core, and says so", Threads),
        new("hard-stop-after", "<time>", "longest time that a soft stop waits for connections", HardStopAfter),
        new("spread-checks", "<percent>", "check intervals vary by up to this much, 0 to 50", SpreadChecks),
        new("log", LogTargetParser.Usage, "where process events go, and what `log global` stands for", Log),
        new("description", "<text>", "what the process is called in metrics and at start-up", Description),
        new("crt-base", "<folder>", "where relative `crt` paths start",
            context => context.Global.CertificateBase = OnlyWord(context, "folder")),
        new("ca-base", "<folder>", "where relative `ca-file` and `crl-file` paths start",
            context => context.Global.AuthorityBase = OnlyWord(context, "folder")),
        new("ssl-default-bind-options", "<option> ...", "TLS options that every `bind ... ssl` starts from", TlsOptions),
        .. TlsListKeyword.All.Select(list => list.Default),
        new("tune.ssl.lifetime", "<time>", "how long clients may resume a TLS session, 1s to 7d, in seconds unless a unit is written; 2h unless written",
            SessionLifetime),
        new("tune.bufsize", "<size>",
            "bytes of one relay buffer on the portable transport (the fast one has one of 32 KB for each thread), and on both the least that rules may see "
            + "of a client's first bytes; 1024 or more, 16384 unless written", BufferSize),
        new("tune.mqtt.max-connect-size", "<size>", "ours: largest CONNECT packet that is waited for; 256k unless written", ConnectSize),
        new("nbproc", "1", "one process is all there is; any other number is refused", Processes),
    ];

    private static void MaxConnections(GlobalContext context)
    {
        if (context.Integer("the limit", 0, int.MaxValue) is not { } limit)
            return;
        context.End();
        context.Set(settings => settings with { MaxConnections = limit == 0 ? null : limit });
    }

    private static void Threads(GlobalContext context)
    {
        if (context.Integer("the number of threads", 1, 1024) is not { } threads)
            return;
        context.End();
        context.Set(settings => settings with { Threads = threads });
    }

    private static void HardStopAfter(GlobalContext context)
    {
        if (context.Duration("the time") is not { } time)
            return;
        context.End();
        context.Set(settings => settings with { HardStopAfter = time });
    }

    private static void SpreadChecks(GlobalContext context)
    {
        if (context.Integer("the percentage", 0, 50) is not { } percent)
            return;
        context.End();
        context.Set(settings => settings with { SpreadChecksPercent = percent });
    }

    private static void Log(GlobalContext context)
    {
        if (context.Words.Peek == "global")
        {
            context.Error("'log global' refers to this section; write a target here, for example 'log stdout format raw local0'.");
            return;
        }

        if (LogTargetParser.Parse(context) is { } target)
            context.Set(settings => settings with { Logs = settings.Logs.Add(target) });
    }

    private static void Description(GlobalContext context)
    {
        var start = context.Words.Position;
        if (context.Word("the text") is null)
            return;
        context.Words.SkipAll();
        context.Set(settings => settings with { InstanceName = context.Words.TextSince(start) });
    }

    private static string? OnlyWord(GlobalContext context, string what)
    {
        var word = context.Word($"the {what}");
        context.End();
        return word;
    }

    private static void TlsOptions(GlobalContext context)
    {
        while (context.Words.Next() is { } word)
        {
            if (TlsOptionKeyword.Find(word) is { } option)
                option.Apply(context, context.Global.BindTlsDefaults);
            else
                context.Error(UnbuiltKeywords.BindOptions.Contains(word)
                    ? $"'{word}' is an option of HAProxy that this version does not have yet."
                    : $"there is no option '{word}'.{KeywordSuggestion.For(word, TlsOptionKeyword.All.Select(row => row.Name))}");
        }
    }

    private static void SessionLifetime(GlobalContext context)
    {
        if (context.Duration("the time", "s") is not { } time)
            return;
        context.End();
        if (time < TlsHandshakeConfig.ShortestLifetime || time > TlsHandshakeConfig.LongestLifetime)
            context.Error("a TLS session lives from 1s to 7d.");
        context.Global.BindTlsDefaults.Handshake = context.Global.BindTlsDefaults.Handshake with { SessionLifetime = time };
    }

    private static void BufferSize(GlobalContext context)
    {
        if (context.Size("the size") is not { } size)
            return;
        context.End();
        if (size < 1024)
            context.Error($"a buffer of {size} bytes is too small; 1024 is the least.");
        context.Set(settings => settings with { BufferSize = size });
    }

    private static void ConnectSize(GlobalContext context)
    {
        if (context.Size("the size") is not { } size)
            return;
        context.End();
        if (size is < 128 or > 268_435_460)
            context.Error($"{size} bytes are outside of 128 to 268435460, the largest packet that MQTT knows.");
        context.Set(settings => settings with { MaxConnectPacketSize = size });
    }

    private static void Processes(GlobalContext context)
    {
        if (context.Integer("the number", 1, int.MaxValue) is > 1 and var number)
            context.Error($"{number} processes cannot be had: there is one process with threads. Use 'nbthread {number}'.");
        else
            context.NoEffect("there is always one process; 'nbthread' sets its threads");
    }
}
