using System.Text;
using Lb.Core.Health;
using Lb.Testing.Balancers;

namespace Lb.Proxy.Tests.Checks;

public sealed class ConnectCheckTests
{
    [Fact]
    public async Task Passes_WhenTheServerAccepts()
    {
        using var check = new CheckedServer([]);
        Assert.Equal(CheckStatus.Layer4Passed, (await check.Result).Status);
        Assert.Equal(0, check.Clock.ArmedTimers);
    }

    [Fact]
    public async Task SaysConnectionRefused_WhenTheServerRefuses()
    {
        using var refusing = new RefusingPort();
        using var check = new CheckedServer([], port: refusing.Port);
        var result = await check.Result;
        Assert.Equal((CheckStatus.Layer4Failed, "Connection refused"), (result.Status, result.Info));
    }

    [Fact]
    public async Task GoesElsewhere_WhenPortOrAddrSaySo()
    {
        using var refusing = new RefusingPort();
        using var elsewhere = new Proxies.TestServer();
        using var check = new CheckedServer([], $"check port {elsewhere.Port} addr 127.0.0.1", refusing.Port);
        Assert.Equal(CheckStatus.Layer4Passed, (await check.Result).Status);
    }

    [Fact]
    public async Task SaysItsOwnAddressesInALine_WithSendProxy()
    {
        using var check = new CheckedServer([], "check check-send-proxy send-proxy");
        using var leg = await check.Listener.AcceptAsync();
        var line = Encoding.ASCII.GetString(await leg.ReceiveAsync());
        Assert.Equal($"PROXY TCP4 127.0.0.1 127.0.0.1 {leg.Source.Port} {check.Listener.Port}\r\n", line);
        Assert.Equal(CheckStatus.Layer4Passed, (await check.Result).Status);
    }

    [Fact]
    public async Task SaysThatItIsLocal_WithSendProxyV2()
    {
        using var check = new CheckedServer([], "check send-proxy-v2");
        using var leg = await check.Listener.AcceptAsync();
        Assert.Equal([.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x20, 0, 0, 0], await leg.ReceiveAsync());
    }
}
