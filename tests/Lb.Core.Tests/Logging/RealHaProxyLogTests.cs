using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Lb.Core.Closing;
using Lb.Core.Logging;
using Lb.Testing.Balancers;

namespace Lb.Core.Tests.Logging;

/// <summary>Makes the real HAProxy log, and writes the same line from its fields.</summary>
public sealed partial class RealHaProxyLogTests
{
    [Theory]
    [InlineData("up", CloseReason.ServerClosed)]
    [InlineData("none", CloseReason.NoServer)]
    [InlineData("refusing", CloseReason.ConnectFailed)]
    [InlineData("redispatching", CloseReason.ServerClosed)]
    [InlineData("rejecting", CloseReason.ContentRejected)]
    public async Task WritesTheLineThatHaproxyWrites(string kind, CloseReason reason)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var server = new NameServer("S1");
        using var refusing = new RefusingPort();
        var dead = refusing.Port;
        var backend = kind switch
        {
            "up" => $"server S1 127.0.0.1:{server.Port}",
            "none" => $"server S1 127.0.0.1:{server.Port} disabled",
            "refusing" => $"retries 1\n  timeout connect 50ms\n  server S1 127.0.0.1:{dead}",
            "redispatching" => $"option redispatch\n  balance first\n  retries 1\n  server dead 127.0.0.1:{dead}\n  server S1 127.0.0.1:{server.Port}",
            _ => $"tcp-request content reject\n  server S1 127.0.0.1:{server.Port}",
        };
        await using var haproxy = await RealHaProxy.StartAsync(port => $"""
            global
              log stdout format raw local0
            defaults
              mode tcp
              log global
              option tcplog
              timeout client 5s
              timeout server 5s
              timeout connect 5s
            listen L
              bind 127.0.0.1:{port}
              {backend}
            """);
        await NameServer.AskAsync(haproxy.Port, IPAddress.Parse("127.8.8.8"));
        var line = await haproxy.LineWithAsync("127.8.8.8:");
        Assert.Equal(line, TcpLogFormatter.TcpLog(Read(line, CloseReasons.Of(reason).LogCode)));
    }

    private static TcpLogLine Read(string line, string code)
    {
        var match = Fields().Match(line);
        Assert.True(match.Success, line);
        string Text(string name) => match.Groups[name].Value;
        int Number(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);
        TimeSpan? Time(string name) => Text(name) == "-1" ? null : TimeSpan.FromMilliseconds(Number(name));
        return new TcpLogLine
        {
            Client = IPEndPoint.Parse(Text("client")),
            AcceptedAt = DateTimeOffset.ParseExact(
                Text("time"), "dd/MMM/yyyy:HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Frontend = Text("frontend"),
            Backend = Text("backend"),
            Server = Text("server") == "<NOSRV>" ? null : Text("server"),
            QueueTime = Time("tw"),
            ConnectTime = Time("tc"),
            TotalTime = TimeSpan.FromMilliseconds(Number("tt")),
            BytesToClient = Number("bytes"),
            TerminationState = code,
            ProcessConnections = Number("ac"),
            FrontendConnections = Number("fc"),
            BackendConnections = Number("bc"),
            ServerConnections = Number("sc"),
            Redispatched = Text("rc").StartsWith('+'),
            Retries = Number("rc"),
            ServerQueue = Number("sq"),
            BackendQueue = Number("bq"),
        };
    }

    [GeneratedRegex(@"^(?<client>\S+) \[(?<time>[^\]]+)\] (?<frontend>\S+) (?<backend>[^/]+)/(?<server>\S+) (?<tw>-?\d+)/(?<tc>-?\d+)/(?<tt>\d+) "
        + @"(?<bytes>\d+) (?<code>..) (?<ac>\d+)/(?<fc>\d+)/(?<bc>\d+)/(?<sc>\d+)/(?<rc>\+?\d+) (?<sq>\d+)/(?<bq>\d+)$")]
    private static partial Regex Fields();
}
