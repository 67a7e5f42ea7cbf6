using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Routing;

/// <summary>Which backend a client comes to, and who comes to none.</summary>
public sealed class RoutingTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _usual;
    private Reference? _special;

    private Reference Usual => _usual!;

    private Reference Special => _special!;

    public async ValueTask InitializeAsync()
    {
        _usual = await Reference.StartAsync();
        _special = await Reference.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Usual.DisposeAsync();
        await Special.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ChoosesTheBackendByServerName_AndTheCertificateWithIt()
    {
        await using var mqlb = await StartAsync(
            "    use_backend special if { ssl_fc_sni -i special.example }",
            $"ssl crt {_folder.ServerBundle} crt {_folder.Server("special.example")}");
        var special = _folder.TlsClient;
        special.TargetHost = "special.example";

        await using var first = await Mqtt.ConnectTlsAsync(_port, special, "special");
        await using var second = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "usual");

        Assert.Equal("special", Assert.Single(Special.Arrivals).ClientId);
        Assert.Equal("usual", Assert.Single(Usual.Arrivals).ClientId);
    }

    [Fact]
    public async Task ChoosesTheBackendByUserName_WhenARuleAsksTheConnect()
    {
        await using var mqlb = await StartAsync(
            "    acl staff req.payload(0,0),mqtt_field_value(connect,username) -m beg staff-\n    use_backend special if staff");

        await using var first = await Mqtt.ConnectAsync(_port, new ConnectPacket { ClientId = "special", CleanStart = true, Username = "staff-1" });
        await using var second = await Mqtt.ConnectAsync(_port, new ConnectPacket { ClientId = "usual", CleanStart = true, Username = "guest" });

        Assert.Equal("special", Assert.Single(Special.Arrivals).ClientId);
        Assert.Equal("usual", Assert.Single(Usual.Arrivals).ClientId);
    }

    [Fact]
    public async Task ClosesBeforeTls_WhenTheAddressIsRejected()
    {
        await using var mqlb = await StartAsync("    tcp-request connection reject if { src 127.0.0.0/8 }", $"ssl crt {_folder.ServerBundle}");
        await using var client = await RawClient.OpenAsync(_port);

        Assert.Empty(await client.ReadToEndAsync());
    }

    [Fact]
    public async Task ServesBothFamilies_WhenTheBindIsDualStack()
    {
        var port = Port.Take();
        await using var mqlb = await StartAsync($"    bind :::{port} v4v6");

        foreach (var address in (string[])["127.0.0.1", "::1"])
        {
            var ended = await ChildProcess.RunAsync("/usr/bin/mosquitto_pub", "-h", address, "-p", $"{port}", "-i", $"from-{address}", "-t", "x", "-m", "x");
            Assert.True(ended.ExitCode == 0, ended.Output);
        }

        Assert.Equal(2, Usual.Arrivals.Count);
    }

    private Task<Mqlb> StartAsync(string frontend, string bind = "") => Mqlb.StartAsync(
        Section.Config(_port, [Usual], bind: bind, frontend: frontend) + $"\nbackend special\n    server s1 127.0.0.1:{Special.Port}", _folder);
}
