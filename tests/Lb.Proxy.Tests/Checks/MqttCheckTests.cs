using System.Net;
using System.Net.Sockets;
using Lb.Broker;
using Lb.Core.Health;
using Lb.Proxy.Tests.Proxies;

namespace Lb.Proxy.Tests.Checks;

public sealed class MqttCheckTests
{
    [Theory]
    [InlineData("3.1.1", new byte[] { 0x20, 2, 0, 0 }, CheckStatus.Layer7Passed)]
    [InlineData("3.1.1", new byte[] { 0x20, 2, 0, 4 }, CheckStatus.Layer7Passed)]
    [InlineData("3.1.1", new byte[] { 0x20, 2, 0, 5 }, CheckStatus.Layer7Passed)]
    [InlineData("3.1.1", new byte[] { 0x20, 2, 0, 3 }, CheckStatus.Layer7WrongStatus)]
    [InlineData("3.1", new byte[] { 0x20, 2, 0, 0 }, CheckStatus.Layer7Passed)]
    [InlineData("5.0", new byte[] { 0x20, 3, 0, 0, 0 }, CheckStatus.Layer7Passed)]
    [InlineData("5.0", new byte[] { 0x20, 3, 0, 0x86, 0 }, CheckStatus.Layer7Passed)]
    [InlineData("5.0", new byte[] { 0x20, 3, 0, 0x87, 0 }, CheckStatus.Layer7Passed)]
    [InlineData("5.0", new byte[] { 0x20, 3, 0, 0x88, 0 }, CheckStatus.Layer7WrongStatus)]
    [InlineData("3.1.1", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, CheckStatus.Layer7Invalid)]
    [InlineData("3.1.1", new byte[] { 0xD0, 0 }, CheckStatus.Layer7Invalid)]
    public async Task JudgesTheAnswer(string version, byte[] answer, CheckStatus status)
    {
        using var check = new CheckedServer([$"option mqtt-check version {version}"]);
        using var leg = await check.Listener.AcceptAsync();
        Assert.Equal(0x10, (await leg.ReceiveAsync())[0]);
        foreach (var one in answer) await TellAsync(leg, one);
        Assert.Equal(status, (await check.Result.InTime()).Status);
        Assert.Equal(0, check.Clock.ArmedTimers);
    }

    [Fact]
    public async Task SaysGoodBye_WhenItWasAccepted()
    {
        using var check = new CheckedServer(["option mqtt-check"]);
        using var leg = await check.Listener.AcceptAsync();
        await leg.ReceiveAsync();
        await leg.SendAsync([0x20, 2, 0, 0]);
        Assert.Equal([0xE0, 0], await leg.ReceiveAsync());
        Assert.Empty(await leg.ReceiveAsync());
    }

    [Fact]
    public async Task Fails_WhenTheServerClosesOrSaysNothing()
    {
        using var closes = new CheckedServer(["option mqtt-check"]);
        (await closes.Listener.AcceptAsync()).Dispose();
        Assert.Equal(CheckStatus.Layer7Invalid, (await closes.Result.InTime()).Status);

        using var silent = new CheckedServer(["timeout check 2s", "option mqtt-check"]);
        using var leg = await silent.Listener.AcceptAsync();
        await leg.ReceiveAsync();
        silent.Clock.Advance(TimeSpan.FromSeconds(2));
        var result = await silent.Result.InTime();
        Assert.Equal((CheckStatus.Layer7Timeout, "waiting for CONNACK"), (result.Status, result.Info));
    }

    [Fact]
    public async Task Passes_AgainstTheReferenceBroker()
    {
        await using var broker = new ReferenceBroker(new BrokerOptions { Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 0))] });
        await broker.StartAsync(TestContext.Current.CancellationToken);
        foreach (var version in new[] { "3.1", "3.1.1", "5.0" })
        {
            using var check = new CheckedServer([$"option mqtt-check version {version}"], port: broker.BoundAddresses[0].Port);
            Assert.Equal(CheckStatus.Layer7Passed, (await check.Result.InTime()).Status);
        }
    }

    private static async Task TellAsync(TestLeg leg, byte one)
    {
        try
        {
            await leg.SendAsync([one]);
        }
        catch (SocketException)
        {
            // The check has judged by the bytes before, and left.
        }
    }
}
