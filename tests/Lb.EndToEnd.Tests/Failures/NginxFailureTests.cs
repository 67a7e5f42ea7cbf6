using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Failures;

/// <summary>nginx's way with servers that fail: no checks, but counting and going on.</summary>
public sealed class NginxFailureTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Theory]
    [InlineData("hash $remote_addr;")]
    [InlineData("hash $remote_addr consistent;")]
    [InlineData("least_conn;")]
    [InlineData("random;")]
    [InlineData("")]
    public async Task ServesEverybodyByTheOthers_WhenAServerRefuses(string method)
    {
        await using var broker = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Config(method, $"127.0.0.1:{Port.Take()}", $"127.0.0.1:{broker.Port}"), _folder);

        for (var i = 0; i < 6; i++) await Mqtt.VisitAsync(_port, $"visitor-{i}");

        Assert.Equal(6, broker.Arrivals.Count);
    }

    [Fact]
    public async Task ComesBackToTheServer_WhenItsTimeOutIsOver()
    {
        var port = Port.Take();
        await using var spare = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(
            Config("", $"127.0.0.1:{port} max_fails=1 fail_timeout=1s", $"127.0.0.1:{spare.Port} backup"), _folder);
        await Mqtt.VisitAsync(_port, "first");
        Assert.Single(spare.Arrivals);

        await using var back = await Reference.StartAsync(port);

        await Patience.UntilAsync(
            () =>
            {
                Mqtt.VisitAsync(_port, "again").GetAwaiter().GetResult();
                return back.Arrivals.Count > 0;
            },
            () => "all visits went to the backup");
    }

    [Fact]
    public async Task ClosesWithoutAByte_WhenAllServersRefuse()
    {
        await using var mqlb = await Mqlb.StartAsync(Config("", $"127.0.0.1:{Port.Take()}", $"127.0.0.1:{Port.Take()}"), _folder);
        await using var client = await RawClient.OpenAsync(_port);

        Assert.Empty(await client.ReadToEndAsync());
    }

    public void Dispose() => _folder.Dispose();

    private string Config(string method, params string[] servers) => $$"""
        stream {
            upstream brokers {
                {{method}}
                {{string.Join('\n', servers.Select(server => $"server {server};"))}}
            }
            server {
                listen 127.0.0.1:{{_port}};
                proxy_pass brokers;
            }
        }
        """;
}
