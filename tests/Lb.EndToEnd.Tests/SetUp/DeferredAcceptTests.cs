using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Endings;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;
using Lb.EndToEnd.Tests.Safety;
using Lb.Testing.Balancers;

namespace Lb.EndToEnd.Tests.SetUp;

/// <summary>Where the client speaks first anyway, the kernel keeps its connection until it does, or for about a second (TCP_DEFER_ACCEPT).</summary>
public sealed partial class DeferredAcceptTests : IAsyncLifetime
{
    private const int Resets = 20;
    private const string Sessions = """haproxy_frontend_sessions_total{proxy="f"}""";
    private const string Connections = """haproxy_frontend_connections_total{proxy="f"}""";
    private const string Waits = "    tcp-request inspect-delay 30s\n    tcp-request content accept if { req.len gt 0 }";
    private const string Sticky = "    stick-table type string size 1k\n    stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)";

    // The kernel's first reminder comes after a second; its timers and the milliseconds of the log are not exact.
    private static readonly TimeSpan Reminder = TimeSpan.FromMilliseconds(900);
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private readonly int _other = Port.Take();
    private readonly Vitals _ours = new(Port.Take());
    private readonly Vitals _theirs = new(Port.Take());
    private Reference? _broker;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        _ours.Dispose();
        _theirs.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "    timeout mqtt-connect 300ms", Sticky, " f b/<NOSRV> -1/-1/\\d{3,4} 0 cR ")]
    [InlineData("", "    tcp-request inspect-delay 300ms\n    tcp-request content reject unless { req.len gt 0 }", "", " f f/<NOSRV> -1/-1/\\d{3,4} 0 PR ")]
    [InlineData("accept-proxy", "    timeout client-hs 300ms", "", " f f/<NOSRV> -1/-1/\\d{3,4} 0 cR ")]
    [InlineData("ssl crt server.pem", "    timeout client-hs 300ms", "", " f~? f/<NOSRV> -1/-1/\\d{3,4} 0 cR ")]
    [InlineData("defer-accept", "    timeout client 300ms", "", " f b/s1 \\d+/\\d+/\\d{3,4} 0 cD ")]
    public async Task TakesTheSilentClientAllTheSame_AndItsTimeoutCountsFromThere(string bind, string frontend, string backend, string line)
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [_broker!], backend: backend, bind: BindOf(bind), frontend: frontend), _folder);
        var connects = DateTime.Now;
        await using var silent = await RawClient.OpenAsync(_port);

        Assert.Equal("FIN", await EndOf.SeenAsync(silent.Stream, silent.Socket));

        var seen = await mqlb.LineAsync($@"^127\.0\.0\.1:{silent.LocalAddress.Port} ");
        Assert.Matches(line, seen);
        Assert.True(AcceptedAt(seen) - connects > Reminder, $"It was not kept: connected at {connects:HH:mm:ss.fff}, {seen}");
    }

    [Fact]
    public async Task TakesTheSilentClientLaterAsHaProxyDoes_WhereTheBindSaysSo()
    {
        const string Bind = "defer-accept";
        const string Frontend = "    timeout client 300ms";
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [_broker!], bind: Bind, frontend: Frontend), _folder);
        await using var haproxy = await StartHaProxyAsync(port => Section.Config(port, [_broker!], bind: Bind, frontend: Frontend));

        var theirs = await KeptAsync(haproxy.Port, port => haproxy.LineWithAsync($"127.0.0.1:{port} ["));
        var ours = await KeptAsync(_port, port => mqlb.LineAsync($@"^127\.0\.0\.1:{port} "));

        Assert.Equal("kept, FIN, cD", theirs);
        Assert.Equal(theirs, ours);
    }

    [Theory]
    [InlineData("defer-accept", "")]
    [InlineData("", Waits)]
    [InlineData("accept-proxy", "")]
    [InlineData("ssl crt server.pem", "")]
    public async Task NeverSeesClientsThatResetBeforeTheySpeak_AsHaProxyWithDeferAccept(string bind, string frontend)
    {
        await using var mqlb = await Mqlb.StartAsync(Config(_port, bind, frontend, _ours), _folder);
        await using var haproxy = await StartHaProxyAsync(port => Config(port, $"{bind} defer-accept", frontend, _theirs));

        var theirs = await CountAsync(haproxy.Port, bind, _theirs, port => haproxy.LineWithAsync($"{port} ["));
        var ours = await CountAsync(_port, bind, _ours, port => mqlb.LineAsync($"{port} \\["));

        Assert.Equal((1, 1), theirs);
        Assert.Equal(theirs, ours);
        Assert.Single(mqlb.Process.Lines(" f~? b/s1 "));
    }

    // The server may speak first there. What the kernel hands out counts, also where it is reset by then: no client was kept.
    [Fact]
    public async Task SeesClientsThatResetBeforeTheySpeak_AsHaProxyWhereNothingWaitsForThem()
    {
        await using var mqlb = await Mqlb.StartAsync(Config(_port, "", "", _ours), _folder);
        await using var haproxy = await StartHaProxyAsync(port => Config(port, "", "", _theirs));

        var theirs = await CountAsync(haproxy.Port, "", _theirs, port => haproxy.LineWithAsync($"{port} ["), Resets + 1);
        var ours = await CountAsync(_port, "", _ours, port => mqlb.LineAsync($"{port} \\["), Resets + 1);

        Assert.Equal((Resets + 1, Resets + 1), theirs);
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public async Task ServesTheServersGreeting_WhenTheClientIsSilentAndNothingWaitsForIt()
    {
        await using var server = new ScriptedServer(stream => stream.WriteAsync("welcome"u8.ToArray()).AsTask());
        await using var mqlb = await Mqlb.StartAsync(Both(server.Line), _folder);
        await using var kept = await RawClient.OpenAsync(_other);
        await using var silent = await RawClient.OpenAsync(_port);

        Assert.Equal("welcome", Encoding.ASCII.GetString(await silent.ReadToEndAsync()));
        Assert.Equal("welcome", Encoding.ASCII.GetString(await kept.ReadToEndAsync()));

        silent.EndSending();
        kept.EndSending();
        Assert.True(await AcceptedAsync(mqlb, silent) < await AcceptedAsync(mqlb, kept), mqlb.Process.Output);
    }

    [Fact]
    public async Task ServesTheClientThatSpeaksAtOnce_WhileASilentOneIsKept()
    {
        await using var mqlb = await Mqlb.StartAsync(Both(TestBroker.Servers([_broker!]), "    timeout client 2s"), _folder);
        await using var kept = await RawClient.OpenAsync(_other);
        await using var speaks = await RawClient.OpenAsync(_other);

        await speaks.SendAsync(RawClient.Connect("speaks"));
        await speaks.ExpectConnAckAsync();
        speaks.EndSending();

        Assert.Equal("FIN", await EndOf.SeenAsync(kept.Stream, kept.Socket));
        Assert.True(await AcceptedAsync(mqlb, speaks) < await AcceptedAsync(mqlb, kept), mqlb.Process.Output);
    }

    [Fact]
    public async Task KeepsTheSilentClient_WhereNginxSaysDeferred()
    {
        await using var server = new ScriptedServer(stream => stream.WriteAsync("welcome"u8.ToArray()).AsTask());
        var config = $$"""
            stream {
                server { listen 127.0.0.1:{{_port}}; proxy_pass 127.0.0.1:{{server.Port}}; }
                server { listen 127.0.0.1:{{_other}} deferred; proxy_pass 127.0.0.1:{{server.Port}}; }
            }
            """;
        await using var mqlb = await Mqlb.StartAsync(config, _folder);
        await using var kept = await RawClient.OpenAsync(_other);
        await using var silent = await RawClient.OpenAsync(_port);
        var (later, soon) = (kept.ReadToEndAsync(), silent.ReadToEndAsync());

        Assert.Same(soon, await Task.WhenAny(later, soon));
        Assert.Equal("welcome", Encoding.ASCII.GetString(await soon));
        Assert.Equal("welcome", Encoding.ASCII.GetString(await later));
    }

    // HAProxy's own look whether it accepts ends before the test begins.
    private static async Task<RealHaProxy> StartHaProxyAsync(Func<int, string> config)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        var haproxy = await RealHaProxy.StartAsync(config);
        await haproxy.LineWithAsync("127.0.0.1:");
        return haproxy;
    }

    private static async Task<string> KeptAsync(int port, Func<int, Task<string>> logAsync)
    {
        var connects = DateTime.Now;
        await using var silent = await RawClient.OpenAsync(port);
        var own = silent.LocalAddress.Port;
        var end = await EndOf.SeenAsync(silent.Stream, silent.Socket);
        var line = await logAsync(own);
        return $"{(AcceptedAt(line) - connects > Reminder ? "kept" : "taken at once")}, {end}, {LogLine.StateOf(line)}";
    }

    private static async Task<DateTime> AcceptedAsync(Mqlb mqlb, RawClient client) =>
        AcceptedAt(await mqlb.LineAsync($@"^127\.0\.0\.1:{client.LocalAddress.Port} "));

    private static DateTime AcceptedAt(string line) =>
        DateTime.ParseExact(Date().Match(line).Groups["date"].Value, "dd/MMM/yyyy:HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private string Config(int port, string bind, string frontend, Vitals vitals) =>
        Section.Config(port, [_broker!], bind: BindOf(bind), frontend: frontend) + vitals.Frontend;

    private string BindOf(string bind) => bind.Replace("server.pem", _folder.ServerBundle, StringComparison.Ordinal);

    // One bind that keeps clients until they speak, and one that does not.
    private string Both(string servers, string frontend = "") =>
        Section.Config(_port, servers, frontend: $"    bind 127.0.0.1:{_other} defer-accept\n{frontend}");

    // How many connections and sessions some clients make that reset before they speak, and then one that speaks at once.
    private async Task<(long Connections, long Sessions)> CountAsync(int port, string bind, Vitals vitals, Func<int, Task<string>> logAsync, int expected = 1)
    {
        var (connections, sessions) = (await vitals.CounterAsync(Connections), await vitals.CounterAsync(Sessions));
        for (var i = 0; i < Resets; i++)
        {
            await using var client = await RawClient.OpenAsync(port);
            EndOf.Reset(client.Socket);
        }

        await SpeakAsync(port, bind, logAsync);
        if (expected > 1) await vitals.UntilAsync(Sessions, sessions + expected);
        return (await vitals.CounterAsync(Connections) - connections, await vitals.CounterAsync(Sessions) - sessions);
    }

    private async Task SpeakAsync(int port, string bind, Func<int, Task<string>> logAsync)
    {
        await using var client = await RawClient.OpenAsync(port);
        var own = client.LocalAddress.Port;
        if (bind == "accept-proxy") await client.SendAsync($"PROXY TCP4 127.0.0.1 127.0.0.1 {own} {port}\r\n");
        if (bind.StartsWith("ssl", StringComparison.Ordinal)) await client.StartTlsAsync(_folder.TlsClient);
        await client.SendAsync(RawClient.Connect("speaks"));
        await client.ExpectConnAckAsync();
        await client.SendAsync((byte[])[0xe0, 0]);
        await client.ReadToEndAsync();
        await client.DisposeAsync();
        await logAsync(own);
    }

    [GeneratedRegex(@" \[(?<date>[^]]+)\] ")]
    private static partial Regex Date();
}
