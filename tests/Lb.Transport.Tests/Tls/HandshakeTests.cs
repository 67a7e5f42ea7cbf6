using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Tls;

public sealed class HandshakeTests
{
    private const SslProtocols Both = SslProtocols.Tls12 | SslProtocols.Tls13;

    [Theory]
    [InlineData(SslProtocols.Tls12, Both, true)]
    [InlineData(SslProtocols.Tls13, Both, true)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls13, false)]
    public async Task SpeaksOnlyTheVersionsOnOffer(SslProtocols client, SslProtocols frontendVersions, bool letIn)
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings with { Protocols = frontendVersions });

        Assert.Equal(letIn, await Greeting.IsGivenAsync(frontend.Address, TestTls.ClientOptions(client)));
    }

    [Theory]
    [InlineData("-tls1")]
    [InlineData("-tls1_1")]
    public async Task RefusesOldVersions_EvenFromAClientThatAllowsWeakOnes(string version)
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings);

        var printed = await OpenSslClient.RunAsync(frontend.Address, version, "-cipher", "ALL:@SECLEVEL=0");

        Assert.Contains("Cipher is (NONE)", printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Greeting.Text, printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task ResumesASession_SoThatAReconnectIsCheap(string version)
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings);
        var file = Path.GetTempFileName();
        try
        {
            var first = await OpenSslClient.RunAsync(frontend.Address, version, "-servername", TestTls.ServerName, "-sess_out", file);
            var second = await OpenSslClient.RunAsync(frontend.Address, version, "-servername", TestTls.ServerName, "-sess_in", file);

            Assert.Contains("\nNew, ", first, StringComparison.Ordinal);
            Assert.Contains("\nReused, ", second, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task AgreesOnMqtt_WhenTheClientOffersIt()
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings with { Alpn = ["mqtt"] });
        var options = TestTls.ClientOptions();
        options.ApplicationProtocols = [new SslApplicationProtocol("other"), new SslApplicationProtocol("mqtt")];

        await using var tls = await Greeting.ConnectAsync(frontend.Address, options);

        Assert.Equal(new SslApplicationProtocol("mqtt"), tls.NegotiatedApplicationProtocol);
    }

    [Fact]
    public async Task LetsAClientInWithoutAProtocol_WhenItOffersOnlyOthers()
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings with { Alpn = ["mqtt"] });
        var options = TestTls.ClientOptions();
        options.ApplicationProtocols = [new SslApplicationProtocol("x-amzn-mqtt-ca")];

        await using var tls = await Greeting.ConnectAsync(frontend.Address, options);

        Assert.True(tls.IsAuthenticated);
        Assert.Equal(default, tls.NegotiatedApplicationProtocol);
    }

    [Theory]
    [InlineData("-tls1_2", "mqtt")]
    [InlineData("-tls1_3", "mqtt")]
    [InlineData("-tls1_3", "other")]
    public async Task ResumesASession_WhateverTheClientOffers(string version, string protocol)
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings with { Alpn = ["mqtt"] });
        var file = Path.GetTempFileName();
        try
        {
            await OpenSslClient.RunAsync(frontend.Address, version, "-alpn", protocol, "-servername", TestTls.ServerName, "-sess_out", file);
            var second = await OpenSslClient.RunAsync(
                frontend.Address, version, "-alpn", protocol, "-servername", TestTls.ServerName, "-sess_in", file);

            Assert.Contains("\nReused, ", second, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task LetsAClientIn_WhenItOffersNoProtocol()
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings with { Alpn = ["mqtt"] });

        Assert.True(await Greeting.IsGivenAsync(frontend.Address, TestTls.ClientOptions()));
    }

    [Fact]
    public async Task LetsAClientIn_WhenItOffersAProtocolAndTheBindHasNone()
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings);
        var options = TestTls.ClientOptions();
        options.ApplicationProtocols = [new SslApplicationProtocol("mqtt")];

        Assert.True(await Greeting.IsGivenAsync(frontend.Address, options));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 22, 3, 1 })]
    [InlineData(new byte[] { 22, 3, 1, 2, 0, 1 })]
    public async Task ClosesTheConnection_WhenTheHandshakeTakesTooLong(byte[] sent)
    {
        await using var frontend = await Greeting.StartAsync(
            TestTls.Settings with { HandshakeTimeout = TimeSpan.FromMilliseconds(200), Alpn = sent.Length == 0 ? [] : ["mqtt"] });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(frontend.Address).InTime();
        await socket.SendAsync(sent);

        Assert.True(await IsClosedAsync(socket));
    }

    [Fact]
    public async Task ClosesTheConnection_WhenTheClientSpeaksPlainMqtt()
    {
        await using var frontend = await Greeting.StartAsync(TestTls.Settings);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(frontend.Address).InTime();
        await socket.SendAsync("\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0\0"u8.ToArray());

        Assert.True(await IsClosedAsync(socket));
    }

    // A TLS alert may come before the end.
    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            while (await socket.ReceiveAsync(new byte[64], SocketFlags.None).InTime() > 0)
            {
            }

            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionReset;
        }
    }
}
