using System.Text;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Safety;
using Lb.Testing.Balancers;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>Clients that never reach a server see the same end as with HAProxy: the last words of TLS, FIN or RST. Where the log or the end differs
/// on purpose, both are written out. To a handshake that fails the portable transport says what the runtime's TLS says by itself.</summary>
public sealed class SameSetUpEndTests : IDisposable
{
    private const string Dead = "    server dead 127.0.0.1:1 disabled";
    private const string GoodBye = "hidden alert, FIN";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    private string Tls => $"ssl crt {_folder.ServerBundle}";

    [Theory]
    [InlineData("plain MQTT", "FIN")]
    [InlineData("HTTP", "FIN")]
    [InlineData("noise", "FIN")]
    [InlineData("an alert", "alert 10, FIN")]
    [InlineData("TLS 1.0", "alert 70, FIN")]
    public async Task EndsAlike_WhenTheHandshakeFails(string client, string end)
    {
        var (theirs, ours) = await RunBothAsync(Tls, "", "", Dead, await SaidByAsync(client), null);

        Assert.Equal($"{end}, log SSL handshake failure", theirs);
        Assert.Equal(client == "an alert" && Mqlb.IsOnPortable ? "FIN, log PR" : $"{end}, log PR", ours);
    }

    // What bounds a handshake in HAProxy 2.6 is 'timeout client'.
    [Theory]
    [InlineData("nothing")]
    [InlineData("half a hello")]
    public async Task EndsAlike_WhenTheHandshakeTakesTooLong(string client)
    {
        var (theirs, ours) = await RunBothAsync(Tls, "    timeout client 300ms", "    timeout client-hs 300ms", Dead, await SaidByAsync(client), null);

        Assert.Equal("FIN, log Timeout during SSL handshake", theirs);
        Assert.Equal("FIN, log cR", ours);
    }

    [Theory]
    [InlineData("", "", "", "SC")]
    [InlineData("", "", "c", "SC")]
    [InlineData("ssl-max-ver TLSv1.2", "", "c", "SC")]
    [InlineData("", "    tcp-request content reject", "", "PR")]
    [InlineData("", "    tcp-request content reject", "c", "PR")]
    [InlineData("", "    tcp-request inspect-delay 10s\n    tcp-request content reject if { req.len gt 0 }", "c", "PR")]
    [InlineData("", "    tcp-request inspect-delay 300ms\n    tcp-request content reject unless { req.len gt 5 }", "", "PR")]
    [InlineData("", "    tcp-request inspect-delay 300ms\n    tcp-request content reject unless { req.len gt 5 }", "c", "PR")]
    public async Task SaysGoodByeAlike_WhenNoServerIsReachedAfterTheHandshake(string bind, string frontend, string says, string log)
    {
        var (theirs, ours) = await RunBothAsync($"{Tls} {bind}", frontend, frontend, Dead, Encoding.ASCII.GetBytes(says), _folder);

        Assert.Equal($"{GoodBye}, log {log}", theirs);
        Assert.Equal(theirs, ours);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "c")]
    [InlineData(true, "")]
    [InlineData(true, "c")]
    public async Task EndsAlike_WhenTheQueueTimeIsOver(bool tls, string says)
    {
        await using var broker = await Reference.StartAsync();
        var backend = $"    timeout queue 300ms\n    server s1 127.0.0.1:{broker.Port} maxconn 1";

        var (theirs, ours) = await RunBothAsync(
            tls ? Tls : "", "", "", backend, Encoding.ASCII.GetBytes(says), tls ? _folder : null, port => HoldAsync(port, tls));

        Assert.Equal($"{(tls ? GoodBye : "FIN")}, log sQ", theirs);
        Assert.Equal(theirs, ours);
    }

    // HAProxy leaves what it does not understand in the socket, and the kernel makes a reset of that. A header in two segments is no error here.
    [Theory]
    [InlineData(false, "hello, this is no header at all\r\n", "RST, log Received something which does not look like a PROXY protocol header", "FIN, log PR")]
    [InlineData(true, "hello, this is no header at all\r\n", "RST, log Received something which does not look like a PROXY protocol header", "FIN, log PR")]
    [InlineData(false, "PROXY NONSENSE\r\n", "RST, log Received an unhandled protocol in the PROXY protocol header", "FIN, log PR")]
    [InlineData(false, "PROXY TCP4 192.0.2.1", "RST, log Truncated PROXY protocol header received", "FIN, log cR")]
    [InlineData(false, "", "FIN, log Timeout while waiting for PROXY protocol header", "FIN, log cR")]
    [InlineData(true, "", "FIN, log Timeout while waiting for PROXY protocol header", "FIN, log cR")]
    public async Task EndsInOrder_WhereHaProxyResets_WhenTheProxyHeaderIsBroken(bool tls, string says, string expectedTheirs, string expectedOurs)
    {
        var bind = $"{(tls ? Tls : "")} accept-proxy";

        var (theirs, ours) = await RunBothAsync(
            bind, "    timeout client 300ms", "    timeout client-hs 300ms", Dead, Encoding.ASCII.GetBytes(says), null);

        Assert.Equal(expectedTheirs, theirs);
        Assert.Equal(expectedOurs, ours);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<byte[]> SaidByAsync(string client)
    {
        if (client == "nothing") return [];
        if (client == "plain MQTT") return RawClient.Connect("plain");
        if (client == "HTTP") return "GET / HTTP/1.1\r\n\r\n"u8.ToArray();
        if (client == "noise") return [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];
        if (client == "an alert") return [21, 3, 1, 0, 2, 2, 40];
        var hello = await HostileClient.RecordHelloAsync(_folder.TlsClient);
        return client == "TLS 1.0" ? HelloMutation.WithVersion(hello, 0x0301) : hello[..(hello.Length / 2)];
    }

    private async Task<(string Theirs, string Ours)> RunBothAsync(
        string bind, string theirs, string ours, string backend, byte[] says, TestFolder? tls, Func<int, Task<RawClient>>? holdAsync = null)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, backend, bind, ours), _folder);
        await using var haproxy = await RealHaProxy.StartAsync(port => Section.Config(port, backend, bind, theirs));
        await using var theirHolder = holdAsync is null ? null : await holdAsync(haproxy.Port);
        await using var ourHolder = holdAsync is null ? null : await holdAsync(_port);
        return (
            await Visit.RunAsync(haproxy.Port, says, tls, port => haproxy.LineWithAsync($"127.0.0.1:{port} [")),
            await Visit.RunAsync(_port, says, tls, port => mqlb.LineAsync($@"127\.0\.0\.1:{port} \[")));
    }

    // A client that has the server's only place.
    private async Task<RawClient> HoldAsync(int port, bool tls)
    {
        var holder = await RawClient.OpenAsync(port);
        if (tls) await holder.StartTlsAsync(_folder.TlsClient);
        await holder.SendAsync(RawClient.Connect("holder"));
        await holder.ExpectConnAckAsync();
        return holder;
    }
}
