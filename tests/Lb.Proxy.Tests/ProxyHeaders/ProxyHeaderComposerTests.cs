using System.Buffers;
using System.Net;
using System.Text;
using Lb.Protocol;
using Lb.Protocol.ProxyProtocol;
using Lb.Proxy.Tests.Proxies;

namespace Lb.Proxy.Tests.ProxyHeaders;

public sealed class ProxyHeaderComposerTests : IDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public async Task SaysTheClientsAddressInALine_WithSendProxy()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} send-proxy"]));
        proxy.Connect("[2001:db8::7]:7");
        using var leg = await _server.AcceptAsync();
        Assert.Equal("PROXY TCP6 2001:db8::7 ::ffff:198.51.100.1 7 1883\r\n", Encoding.ASCII.GetString(await leg.ReceiveAsync()));
    }

    [Fact]
    public async Task SaysTheClientsAddressInBytes_WithSendProxyV2()
    {
        var header = await HeaderOf("send-proxy-v2");
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:40000"), header.Source);
        Assert.Equal(IPEndPoint.Parse("198.51.100.1:1883"), header.Destination);
        Assert.Null(header.Tls);
        Assert.Null(header.UniqueId);
    }

    [Fact]
    public async Task AddsWhatIsAskedFor_WithOptions()
    {
        var header = await HeaderOf("send-proxy-v2-ssl-cn proxy-v2-options unique-id,crc32c,authority,ssl-cipher,cert-sig,cert-key");
        Assert.Equal("client-1", Encoding.ASCII.GetString(header.UniqueId!.Value.Span));
        Assert.Null(header.Authority);
        Assert.Equal(ProxyTlsClient.None, header.Tls?.Client ?? ProxyTlsClient.None);
    }

    public void Dispose() => _server.Dispose();

    private async Task<ProxyHeader> HeaderOf(string options)
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address} {options}"]));
        proxy.Connect();
        using var leg = await _server.AcceptAsync();
        var bytes = new ReadOnlySequence<byte>(await leg.ReceiveAsync());
        var status = ProxyHeaderParser.TryParse(bytes, ProxyHeaderParser.DefaultMaxLength, out var header, out var length, out _);
        Assert.Equal((ParseStatus.Complete, bytes.Length), (status, length));
        return header!;
    }
}
