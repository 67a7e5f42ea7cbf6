using System.Collections.Frozen;
using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Parses the target of a <c>log</c> statement (HAProxy manual 4.2).</summary>
internal static class LogTargetParser
{
    /// <summary>Arguments as the reference shows them.</summary>
    public const string Usage = "stdout|stderr|<address>[:<port>]|<socket path> [len <bytes>] [format <format>] <facility> [<max level> [<min level>]]";

    private const int SyslogPort = 514;

    private static readonly FrozenDictionary<string, int> Facilities = ((string[])
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "auth2", "ftp",
        "ntp", "audit", "alert", "cron2", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ]).Select((name, number) => (name, number)).ToFrozenDictionary(f => f.name, f => f.number);

    private static readonly FrozenDictionary<string, int> Levels = ((string[])
    [
        "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug",
    ]).Select((name, number) => (name, number)).ToFrozenDictionary(l => l.name, l => l.number);

    private static readonly FrozenDictionary<string, LogFormat> Formats = new Dictionary<string, LogFormat>
    {
        ["rfc3164"] = LogFormat.Rfc3164,
        ["rfc5424"] = LogFormat.Rfc5424,
        ["raw"] = LogFormat.Raw,
        ["short"] = LogFormat.Short,
        ["timed"] = LogFormat.Timed,
    }.ToFrozenDictionary();

    /// <summary>Null after an error.</summary>
    public static LogTargetConfig? Parse(KeywordContext context)
    {
        if (context.Word("the target (stdout, stderr, an address or the path of a socket)") is not { } word
            || ReadTarget(context, word) is not { } target
            || ReadOptions(context, target) is not { } withOptions
            || context.OneOf("log facility", Facilities) is not { } facility)
            return null;

        return ReadLevels(context, withOptions with { Facility = facility });
    }

    private static LogTargetConfig? ReadTarget(KeywordContext context, string word)
    {
        switch (word)
        {
            case "stdout" or "fd@1":
                return new LogTargetConfig { Transport = LogTransport.Stdout };
            case "stderr" or "fd@2":
                return new LogTargetConfig { Transport = LogTransport.Stderr };
            case ['/', ..]:
                return new LogTargetConfig { Transport = LogTransport.Unix, Address = word };
        }

        if (word.StartsWith("unix@", StringComparison.Ordinal))
            return new LogTargetConfig { Transport = LogTransport.Unix, Address = word["unix@".Length..] };
        var udp = word.StartsWith("udp@", StringComparison.Ordinal) ? word["udp@".Length..] : word;
        if (context.ParseAddress(context.Expand(udp)) is not { } address || context.Resolve(address.Host) is not { } ip)
            return null;
        return new LogTargetConfig
        {
            Transport = LogTransport.Udp,
            Address = new IPEndPoint(ip, address.FirstPort ?? SyslogPort).ToString(),
        };
    }

    private static LogTargetConfig? ReadOptions(KeywordContext context, LogTargetConfig target)
    {
        while (true)
        {
            if (context.Words.TrySkip("len"))
            {
                if (context.Integer("the line length", 80, 65535) is not { } length)
                    return null;
                target = target with { MaxLength = length };
            }
            else if (context.Words.TrySkip("format"))
            {
                if (context.OneOf("log format", Formats) is not { } format)
                    return null;
                target = target with { Format = format };
            }
            else if (context.Words.Peek is "sample" or "profile")
            {
                context.Error($"'{context.Words.Peek}' is an option of HAProxy that this version does not have yet.");
                return null;
            }
            else
            {
                return target;
            }
        }
    }

    private static LogTargetConfig? ReadLevels(KeywordContext context, LogTargetConfig target)
    {
        if (!context.Words.AtEnd)
        {
            if (context.OneOf("log level", Levels) is not { } max)
                return null;
            target = target with { MaxLevel = max };
        }

        if (!context.Words.AtEnd)
        {
            if (context.OneOf("log level", Levels) is not { } min)
                return null;
            target = target with { MinLevel = min };
        }

        context.End();
        return target;
    }
}
