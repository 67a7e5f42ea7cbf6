using System.Net;
using Lb.Testing.Balancers;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>Ticket keys that a bind shares with the real HAProxy.</summary>
public sealed class SharedTicketTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mqlb-tickets-");
    private readonly string _session;

    public SharedTicketTests()
    {
        _session = Path.Combine(_folder.FullName, "session");
        File.WriteAllText(PathOf("server.pem"), TestTls.Server.BundlePem);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("-tls1_2", 48)]
    [InlineData("-tls1_2", 80)]
    [InlineData("-tls1_3", 48)]
    [InlineData("-tls1_3", 80)]
    public async Task ResumeBothWays_WithHaProxy(string version, int length)
    {
        if (!RealHaProxy.IsInstalled) Assert.Fail("HAProxy is needed: apt install haproxy.");
        var keys = KeysOf(length);
        await File.WriteAllLinesAsync(PathOf("keys"), keys.Select(Convert.ToBase64String));
        var middle = 16 + ((length - 16) / 2);
        await using var server = new NameServer("s1");
        await using var haproxy = await RealHaProxy.StartAsync(port => $"""
            defaults
                timeout connect 5s
                timeout client 5s
                timeout server 5s
            listen l
                bind 127.0.0.1:{port} ssl crt {PathOf("server.pem")} tls-ticket-keys {PathOf("keys")}
                server s1 127.0.0.1:{server.Port}
            """);

        // The last but one encrypts.
        TlsTicketKey[] shared = [Split(keys[1], middle), Split(keys[2], middle), Split(keys[0], middle)];
        await AssertResumesBothWaysAsync(version, new IPEndPoint(IPAddress.Loopback, haproxy.Port), shared);
    }

    private async Task AssertResumesBothWaysAsync(string version, IPEndPoint other, TlsTicketKey[] keys)
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(TestTls.Settings with { TicketKeys = keys }, TimeProvider.System));
        string[] name = [version, "-servername", TestTls.ServerName];

        await OpenSslClient.RunAsync(other, [.. name, "-sess_out", _session]);
        Assert.Contains("\nReused, ", await OpenSslClient.RunAsync(greeter.Address, [.. name, "-sess_in", _session]), StringComparison.Ordinal);

        await OpenSslClient.RunAsync(greeter.Address, [.. name, "-sess_out", _session]);
        Assert.Contains("\nReused, ", await OpenSslClient.RunAsync(other, [.. name, "-sess_in", _session]), StringComparison.Ordinal);
    }

    private static byte[][] KeysOf(int length) => [.. Enumerable.Range(1, 3).Select(seed => Streams.Bytes(length, seed))];

    private static TlsTicketKey Split(byte[] key, int middle) => new(key.AsMemory(0, 16), key.AsMemory(16, middle - 16), key.AsMemory(middle));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
