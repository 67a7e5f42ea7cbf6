using System.Net.Sockets;
using Lb.Core.Closing;
using Lb.Proxy.Tests.Proxies;
using Lb.Testing.Time;

namespace Lb.Proxy.Tests.Kestrel;

public sealed class KestrelPipelineTests
{
    private static readonly string Sticky = "balance hash " + Configs.ClientId;

    [Fact]
    public async Task LosesNothingAndFindsNoBug_WhateverClientsAndServersDo()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        using var server = new RoughServer(new Random(seed), breaks: 3);
        await using var proxy = new KestrelProxy([], [Sticky, $"server s1 {server.Address}", $"server s2 {server.Address} send-proxy-v2-ssl"]);
        await proxy.StartAsync();
        const int clients = 20 * RoughClient.Ways;
        await Parallel.ForAsync(0, clients, TestContext.Current.CancellationToken, (i, _) => new ValueTask(RoughClient.LiveAsync(proxy, i % RoughClient.Ways)));
        await using (var last = await proxy.SecureAsync(await proxy.OpenAsync())) await Waiting.Until(() => proxy.OpenGate == 1);
        await Waiting.Until(() => proxy.OpenGate == 0);

        Assert.True(proxy.Logs.ProcessLines.Count == 0, string.Join(Environment.NewLine, proxy.Logs.ProcessLines.Take(3)));
        Assert.Equal(0, proxy.State.Counters.InternalErrors.Value);
        Assert.Equal((0, 0), (proxy.State.Counters.Connections.Current, proxy.State.Counters.TlsConnections.Current));
        Assert.Equal(0, proxy.Frontend.Counters.Sessions.Current);
        Assert.Equal((0, 0), (proxy.State.Backends[0].Counters.Sessions.Current, proxy.State.Backends[0].ServerConnections));
        var accepted = proxy.State.Counters.ConnectionsTotal.Value;
        Assert.InRange(accepted, clients / 2, clients + 1);
        Assert.Equal(accepted, Enum.GetValues<CloseReason>().Sum(reason => proxy.Frontend.Counters.CloseReasons[reason].Value));
    }

    [Fact]
    public async Task GoesOnAccepting_WhenClientsResetBeforeTheyAreServed()
    {
        using var server = new RoughServer(new Random(1), breaks: 0);
        await using var proxy = new KestrelProxy([], [$"server s1 {server.Address}"]);
        await proxy.StartAsync();
        for (var i = 0; i < 200; i++) await RoughClient.LiveAsync(proxy, 1);
        await using var tls = await proxy.SecureAsync(await proxy.OpenAsync());
        await Waiting.Until(() => proxy.OpenGate == 1);
    }

    [Fact]
    public async Task CountsFailedHandshakesAndNoBug_WhateverComesAsClientHello()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        await using var proxy = new KestrelProxy([], ["server s1 127.0.0.1:1"]);
        await proxy.StartAsync();
        const int clients = 300;
        for (var i = 0; i < clients; i++)
        {
            using var socket = await proxy.OpenAsync();
            var body = new byte[random.Next(1, 80)];
            random.NextBytes(body);
            if (i % 2 == 0) body[0] = 1;
            await socket.SendAsync((byte[])[0x16, 3, 1, 0, (byte)body.Length, .. body]);
            socket.Shutdown(SocketShutdown.Send);
        }

        await Waiting.Until(() => proxy.State.Counters.ConnectionsTotal.Value == clients && proxy.OpenGate == 0);
        Assert.True(proxy.Logs.ProcessLines.Count == 0, string.Join(Environment.NewLine, proxy.Logs.ProcessLines.Take(3)));
        Assert.Equal(0, proxy.State.Counters.InternalErrors.Value);
    }

    [Theory]
    [InlineData(0, CloseReason.ClientClosedInHandshake, 0)]
    [InlineData(2, CloseReason.HandshakeFailed, 1)]
    public async Task TellsAProbeFromAFailedHandshake_WithDontLogNull(int way, CloseReason reason, int lines)
    {
        await using var proxy = new KestrelProxy(["option dontlognull"], ["server s1 127.0.0.1:1"]);
        await proxy.StartAsync();
        await RoughClient.LiveAsync(proxy, way);
        await Waiting.Until(() => proxy.Frontend.Counters.CloseReasons[reason].Value == 1 && proxy.OpenGate == 0);
        Assert.Equal(lines, proxy.Logs.Connections.Count);
        Assert.Equal(lines, proxy.Frontend.Counters.HandshakeErrors.Value);
    }

    [Fact]
    public async Task ChoosesTheBackendByServerName_OverTls()
    {
        using var server = new RoughServer(new Random(1), breaks: 0);
        await using var proxy = new KestrelProxy(
            ["use_backend named if { ssl_fc_sni other.example }"], [$"server s1 {server.Address}", "backend named", $"server s2 {server.Address}"]);
        await proxy.StartAsync();
        await using var tls = await proxy.SecureAsync(await proxy.OpenAsync(), "other.example");
        await Waiting.Until(() => proxy.Routes.Lines.Count == 1);
        Assert.Equal(" -> named/s2", proxy.Routes.Lines[0]);
    }

    [Fact]
    public async Task StillReadsTheRest_WhenADeadlinePassedInTheMiddleOfTheConnect()
    {
        using var server = new RoughServer(new Random(1), breaks: 0);
        var clock = new ManualTimeProvider();
        await using var proxy = new KestrelProxy(
            ["tcp-request inspect-delay 1s", "tcp-request content accept if { req.payload(0,0),mqtt_is_valid }"],
            [Sticky, $"server s1 {server.Address}"],
            clock: clock);
        await proxy.StartAsync();
        await using var tls = await proxy.SecureAsync(await proxy.OpenAsync());
        var connect = Packets.Connect("late");
        await tls.WriteAsync(connect.AsMemory(0, 6), TestContext.Current.CancellationToken);
        await Waiting.Until(() => proxy.Frontend.Counters.SessionsTotal.Value == 1 && clock.ArmedTimers > 0);
        clock.Advance(TimeSpan.FromSeconds(2));
        await tls.WriteAsync(connect.AsMemory(6), TestContext.Current.CancellationToken);
        var echo = new byte[connect.Length];
        await tls.ReadExactlyAsync(echo, TestContext.Current.CancellationToken).AsTask().InTime();
        Assert.Equal(connect, echo);
        Assert.Equal("late -> b/s1", Assert.Single(proxy.Routes.Lines));
    }

    [Fact]
    public async Task LogsKilled_WhenTheHardStopCutsARelayAndAWait()
    {
        using var server = new RoughServer(new Random(1), breaks: 0);
        await using var proxy = new KestrelProxy([], [Sticky, $"server s1 {server.Address}"]);
        await proxy.StartAsync();
        await using var relays = await proxy.SecureAsync(await proxy.OpenAsync());
        await relays.WriteAsync(Packets.Connect("relays"), TestContext.Current.CancellationToken);
        await using var waits = await proxy.SecureAsync(await proxy.OpenAsync());
        using var shakes = await proxy.OpenAsync();
        await Waiting.Until(() => proxy.Routes.Lines.Count == 1 && proxy.Frontend.Counters.SessionsTotal.Value == 2 && proxy.OpenGate == 3);
        await proxy.StopNowAsync();
        await Waiting.Until(() => proxy.OpenGate == 0);
        Assert.Equal(3, proxy.Frontend.Counters.CloseReasons[CloseReason.KilledAtShutdown].Value);
        Assert.All(proxy.Logs.Connections, line => Assert.Contains(" K- ", line));
    }
}
