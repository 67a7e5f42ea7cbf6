using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.FirstPacket;

/// <summary>The widely copied <c>tcp-request content reject unless mqtt_is_valid</c>, which in HAProxy itself refuses valid clients.</summary>
public sealed class ValidityTests : IAsyncLifetime
{
    private const string Rule = "    tcp-request content reject unless { req.payload(0,0),mqtt_is_valid }";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;

    private Reference Broker => _broker!;

    public static TheoryData<string> Garbage() =>
    [
        "GET / HTTP/1.1\r\nX: y\r\n\r\n", "\x16\x03\x01\x02", "\xc0", "\x10\x80\x80\x80\x80\x80", "\x10\x0c\0\x04MQTX\x04\x02\0\x3c\0\0", "\x20\x02\0\0",
    ];

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Rule)]
    [InlineData("    tcp-request inspect-delay 10s\n" + Rule)]
    public async Task AcceptsTheValidClient_WhenItsConnectComesLateAndInPieces(string rules)
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], frontend: rules), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await Task.Delay(TimeSpan.FromMilliseconds(300));

        await client.SendByteByByteAsync(RawClient.Connect("late"));

        await client.ExpectConnAckAsync();
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task ClosesWithoutAByte_WhenTheFirstBytesAreNoConnect(string garbage)
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], frontend: Rule), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(garbage.Select(letter => (byte)letter).ToArray());

        Assert.Empty(await client.ReadToEndAsync());
        await mqlb.LineAsync(@" f f/<NOSRV> -1/-1/\d+ 0 PR ");
        Assert.Equal(0, Broker.Counters.AcceptedConnections);
    }

    [Fact]
    public async Task CarriesARealBridge_WhenItBeginsWithTheBridgeBit()
    {
        await using var far = await Mosquitto.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [far], frontend: Rule), _folder);
        await using var near = await Mosquitto.StartAsync(more: $"connection link\naddress 127.0.0.1:{_port}\ntopic # out 1\nrestart_timeout 1");
        await using var subscriber = ChildProcess.Start("/usr/bin/mosquitto_sub", "-p", $"{far.Port}", "-t", "far/away", "-q", "1", "-d", "-v", "-C", "1");
        await subscriber.LineAsync("Subscribed");

        await ChildProcess.RunAsync("/usr/bin/mosquitto_pub", "-p", $"{near.Port}", "-t", "far/away", "-q", "1", "-m", "over the bridge");

        await subscriber.LineAsync("^far/away over the bridge$");
        Assert.Contains("New bridge connected", far.Output, StringComparison.Ordinal);
        Assert.Empty(mqlb.Process.Lines(" PR "));
    }
}
