using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;
using Lb.Testing.Balancers;

namespace Lb.EndToEnd.Tests.Observing;

/// <summary>The log lines of connections are HAProxy's, so that people's parsers go on working.</summary>
public sealed partial class TcpLogTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task WritesHaProxysLine_WhenTheClientLeaves()
    {
        await using var broker = await Reference.StartAsync();

        await AssertSameLineAsync(TestBroker.Servers([broker]), " f b/", async port => await Mqtt.VisitAsync(port, "visitor"));
    }

    [Fact]
    public async Task WritesHaProxysLine_WhenTheServerClosesFirst()
    {
        await using var server = new ScriptedServer(stream => stream.WriteAsync("bye"u8.ToArray()).AsTask());

        await AssertSameLineAsync(server.Line, " f b/", ReadToEndAsync);
    }

    [Fact]
    public async Task WritesHaProxysLine_WhenTheServerRefuses() =>
        await AssertSameLineAsync($"    retries 0\n    server dead 127.0.0.1:{Port.Take()}", " f b/", ReadToEndAsync);

    [Fact]
    public async Task WritesHaProxysLine_WhenNoServerIsUp() =>
        await AssertSameLineAsync($"    server dead 127.0.0.1:{Port.Take()} disabled", " f b/", ReadToEndAsync);

    [Fact]
    public async Task WritesHaProxysLine_WhenARuleRejects() =>
        await AssertSameLineAsync("    tcp-request content reject\n    server dead 127.0.0.1:1", " f b/", ReadToEndAsync);

    [Fact]
    public async Task WritesHaProxysLine_WhenTheServerIsSilentTooLong()
    {
        await using var broker = await Reference.StartAsync();

        await AssertSameLineAsync($"    timeout server 300ms\n{TestBroker.Servers([broker])}", " f b/", ReadToEndAsync);
    }

    [Fact]
    public async Task SendsSyslogDatagrams_WhenTheTargetIsAnAddress()
    {
        using var syslog = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await AssertDatagramsAsync(
            ((IPEndPoint)syslog.Client.LocalEndPoint!).ToString(),
            async () => Encoding.ASCII.GetString((await syslog.ReceiveAsync(Patience.Token())).Buffer));
    }

    [Fact]
    public async Task SendsSyslogDatagrams_WhenTheTargetIsAUnixSocket()
    {
        var path = Path.Combine(_folder.Path, "log.sock");
        using var syslog = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        syslog.Bind(new UnixDomainSocketEndPoint(path));
        var buffer = new byte[4096];
        await AssertDatagramsAsync(path, async () => Encoding.ASCII.GetString(buffer, 0, await syslog.ReceiveAsync(buffer, Patience.Token())));
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertDatagramsAsync(string address, Func<Task<string>> receiveAsync)
    {
        await using var broker = await Reference.StartAsync();
        var config = Section.Config(_port, [broker]).Replace("log stdout format raw local0", $"log {address} local0", StringComparison.Ordinal);
        await using var mqlb = await Mqlb.StartAsync(config, _folder);
        await Mqtt.VisitAsync(_port, "visitor");

        var line = "";
        while (!line.Contains(" f b/s1 ", StringComparison.Ordinal)) line = await receiveAsync();

        Assert.Matches($@"^<134>[A-Z][a-z][a-z] [ \d]\d \d\d:\d\d:\d\d (\S+ )?mqlb\[{mqlb.Process.Id}\]: 127\.0\.0\.1:\d+ \[.*\] f b/s1 ", line);
    }

    private async Task AssertSameLineAsync(string servers, string pattern, Func<int, Task> traffic)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, servers), _folder);
        await using var haproxy = await RealHaProxy.StartAsync(port => Section.Config(port, servers));
        await haproxy.LineWithAsync(pattern);
        var seen = haproxy.Output.Split('\n').Length;

        await traffic(_port);
        await traffic(haproxy.Port);

        var ours = await mqlb.LineAsync(pattern);
        await Patience.UntilAsync(() => haproxy.Output.Split('\n').Length > seen, () => haproxy.Output);
        var theirs = haproxy.Output.Split('\n').Last(line => line.Contains(pattern, StringComparison.Ordinal));
        Assert.Equal(Shape(theirs), Shape(ours));
    }

    // What differs from connection to connection: address, date, times; and the process's count, which includes the look whether it accepts.
    private static string Shape(string line)
    {
        line = Start().Replace(line, "CLIENT [DATE] ");
        line = Times().Replace(line, match => " " + string.Join('/', match.Value.Trim().Split('/').Select(time => time == "-1" ? "-1" : "T")) + " ");
        return ProcessCount().Replace(line, " N/");
    }

    private static async Task ReadToEndAsync(int port)
    {
        await using var client = await RawClient.OpenAsync(port);
        await client.ReadToEndAsync();
    }

    [GeneratedRegex(@"^127\.0\.0\.1:\d+ \[\d\d/[A-Z][a-z][a-z]/\d{4}:\d\d:\d\d:\d\d\.\d{3}\] ")]
    private static partial Regex Start();

    [GeneratedRegex(@" -?\d+/-?\d+/\d+ ")]
    private static partial Regex Times();

    [GeneratedRegex(@" \d+/(?=\d+/\d+/\d+/\d+ )")]
    private static partial Regex ProcessCount();
}
