using System.Buffers;
using System.Net;
using Lb.Core.Closing;
using Lb.Protocol.ProxyProtocol;
using Lb.Proxy.Tests.Proxies;

namespace Lb.Proxy.Tests.ProxyHeaders;

public sealed class ProxyHeaderStageTests : IDisposable
{
    private static readonly ProxyHeader Header = new() { Source = IPEndPoint.Parse("203.0.113.7:7777"), Destination = IPEndPoint.Parse("198.51.100.9:8883") };
    private readonly TestServer _server = new();

    public static TheoryData<int> Versions => [1, 2];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task TellsTheClientsAddressAndLeavesTheRest_WhereverTheHeaderIsSplit(int version)
    {
        byte[] bytes = [.. Written(version), .. Packets.Connect("behind")];
        for (var split = 1; split < bytes.Length; split++)
        {
            using var proxy = Accepting();
            var client = proxy.Connect();
            client.Send(bytes.AsSpan(0, split));
            client.Send(bytes.AsSpan(split));
            await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
            Assert.Equal("behind -> b/s1", Assert.Single(proxy.Routes.Lines));
            Assert.Equal(Packets.Connect("behind"), proxy.Relay.Runs[0].FirstBytes());
            proxy.Relay.Runs[0].End(Lb.Transport.Relaying.RelayEnd.ClientClosed);
            await client.Life.InTime();
            Assert.StartsWith("203.0.113.7:7777 ", Assert.Single(proxy.Logs.Connections));
        }
    }

    [Fact]
    public async Task KeepsTheSocketsAddress_WhenTheHeaderIsLocal()
    {
        using var proxy = Accepting();
        var local = new ArrayBufferWriter<byte>();
        ProxyHeaderWriter.WriteV2(local, new ProxyHeader { Command = ProxyCommand.Local }, ProxyV2Options.None);
        var client = proxy.Connect("192.0.2.5:5");
        client.Send(local.WrittenSpan);
        client.Send(Packets.Connect("check"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        proxy.Relay.Runs[0].End(Lb.Transport.Relaying.RelayEnd.ClientClosed);
        await client.Life.InTime();
        Assert.StartsWith("192.0.2.5:5 ", Assert.Single(proxy.Logs.Connections));
    }

    [Fact]
    public async Task EndsWithInvalidHeader_WhenSomethingElseComesFirst()
    {
        using var proxy = Accepting();
        var client = proxy.Connect();
        client.Send(Packets.Connect("direct"));
        Assert.Equal(CloseReason.ProxyHeaderInvalid, await proxy.EndOf(client));
        Assert.Contains(" f f/<NOSRV> -1/-1/0 0 PR ", Assert.Single(proxy.Logs.Connections));
        Assert.Equal((1, 0), (proxy.Frontend.Counters.RequestErrors.Value, proxy.Frontend.Counters.SessionsTotal.Value));
        proxy.AssertNothingHeld();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task EndsWithHeaderTimeout_WhenItIsNotWholeInTime(int sent)
    {
        using var proxy = Accepting();
        var client = proxy.Connect();
        client.Send(Written(2).AsSpan(0, sent));
        proxy.Clock.Advance(proxy.Frontend.Config.Binds[0].ProxyHeaderTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(client.Life.IsCompleted);
        proxy.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(CloseReason.ProxyHeaderTimeout, await proxy.EndOf(client));
        Assert.Contains(" cR ", Assert.Single(proxy.Logs.Connections));
        proxy.AssertNothingHeld();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(9, false)]
    [InlineData(0, true)]
    [InlineData(9, true)]
    public async Task EndsWithClientClosed_WhenItLeavesBefore(int sent, bool byReset)
    {
        using var proxy = Accepting("option dontlognull");
        var client = proxy.Connect();
        client.Send(Written(1).AsSpan(0, sent));
        if (byReset) client.Reset();
        else client.Close();
        Assert.Equal(CloseReason.ClientClosedInHandshake, await proxy.EndOf(client));
        Assert.Empty(proxy.Logs.Connections);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task KeepsTheLine_WhenTheHandshakeFailsInSpiteOfDontLogNull()
    {
        using var proxy = Accepting("option dontlognull");
        var client = proxy.Connect();
        client.Send("GET"u8);
        await client.Life.InTime();
        Assert.Single(proxy.Logs.Connections);
    }

    [Fact]
    public async Task IsKilledAtShutdown_WhenTheHardStopCutsIt()
    {
        using var proxy = Accepting();
        var client = proxy.Connect();
        await proxy.HardStop.CancelAsync();
        client.Reset();
        Assert.Equal(CloseReason.KilledAtShutdown, await proxy.EndOf(client));
    }

    public void Dispose() => _server.Dispose();

    private static byte[] Written(int version)
    {
        var output = new ArrayBufferWriter<byte>();
        if (version == 1) ProxyHeaderWriter.WriteV1(output, Header);
        else ProxyHeaderWriter.WriteV2(output, Header, ProxyV2Options.None);
        return output.WrittenSpan.ToArray();
    }

    private TestProxy Accepting(params string[] lines)
    {
        var sections = Configs.Sections(lines, ["balance hash " + Configs.ClientId, $"server s1 {_server.Address}"]);
        return new TestProxy(sections.Replace("bind 127.0.0.1:1883", "bind 127.0.0.1:1883 accept-proxy", StringComparison.Ordinal));
    }
}
