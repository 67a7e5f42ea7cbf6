using System.Security.Cryptography;

namespace Lb.Broker.Tests.EndToEnd;

/// <summary>The broker against mosquitto's own clients.</summary>
public sealed class MosquittoTests : IAsyncLifetime
{
    private const string Pub = "/usr/bin/mosquitto_pub";
    private const string Sub = "/usr/bin/mosquitto_sub";

    private readonly TestBroker _broker = new();

    public static TheoryData<string, int> VersionsAndQoS()
    {
        var data = new TheoryData<string, int>();
        foreach (var version in (string[])["mqttv31", "mqttv311", "mqttv5"])
            for (var qos = 0; qos <= 2; qos++) data.Add(version, qos);
        return data;
    }

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [MemberData(nameof(VersionsAndQoS))]
    public async Task DeliversEveryLineInOrder_WhenMosquittoPublishesToMosquitto(string version, int qos)
    {
        await using var subscriber = ClientProcess.Start(Sub, Arguments(version, qos, "-d", "-v", "-t", "room/+/temperature", "-C", "3"));
        await subscriber.WaitForAsync("Subscribed");
        foreach (var payload in (string[])["one", "two", "three"])
            Assert.Equal(0, (await ClientProcess.RunAsync(Pub, Arguments(version, qos, "-t", "room/a/temperature", "-m", payload))).ExitCode);

        var (exitCode, output) = await subscriber.EndAsync();

        Assert.Equal(0, exitCode);
        var messages = output.Split('\n').Where(line => line.StartsWith("room/a/temperature ", StringComparison.Ordinal));
        Assert.Equal(["room/a/temperature one", "room/a/temperature two", "room/a/temperature three"], messages);
        Assert.Equal(0, _broker.Counters.Failures);
    }

    [Theory]
    [InlineData("mqttv31")]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task DeliversTheRetainedMessage_WhenTheSubscriberComesLater(string version)
    {
        await ClientProcess.RunAsync(Pub, Arguments(version, 1, "-r", "-t", "state/lamp", "-m", "on"));

        var (_, output) = await ClientProcess.RunAsync(Sub, Arguments(version, 1, "-F", "%r %t %p", "-t", "state/#", "-C", "1", "-W", "20"));

        Assert.Equal("1 state/lamp on", output.Trim());
    }

    [Theory]
    [InlineData("mqttv311", "-c")]
    [InlineData("mqttv5", "-c", "-x", "3600")]
    public async Task DeliversWhatWasMissed_WhenAPersistentSessionComesBack(string version, params string[] persistence)
    {
        string[] subscription = [.. persistence, "-i", "sleeper", "-t", "news"];
        await ClientProcess.RunAsync(Sub, Arguments(version, 1, [.. subscription, "-E"]));
        await ClientProcess.RunAsync(Pub, Arguments(version, 1, "-t", "news", "-m", "missed"));

        var (_, output) = await ClientProcess.RunAsync(Sub, Arguments(version, 1, [.. subscription, "-C", "1", "-W", "20"]));

        Assert.Equal("missed", output.Trim());
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task PublishesTheWill_WhenTheClientIsKilled(string version)
    {
        await using var watcher = ClientProcess.Start(Sub, Arguments(version, 1, "-d", "-v", "-t", "wills/#", "-C", "1"));
        await watcher.WaitForAsync("Subscribed");
        await using var dying = ClientProcess.Start(
            Sub, Arguments(version, 0, "-d", "-t", "x", "--will-topic", "wills/dying", "--will-payload", "gone"));
        await dying.WaitForAsync("Subscribed");

        dying.Kill();

        Assert.Contains("wills/dying gone", (await watcher.EndAsync()).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mqttv311", 0)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    public async Task DeliversEveryByte_WhenTheMessageHas8Megabytes(string version, int qos)
    {
        var bytes = RandomNumberGenerator.GetBytes(8 * 1024 * 1024);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bytes);
        await using var subscriber = ClientProcess.Start(Sub, Arguments(version, qos, "-d", "-F", "%x", "-t", "large", "-C", "1"));
        await subscriber.WaitForAsync("Subscribed");

        await ClientProcess.RunAsync(Pub, Arguments(version, qos, "-t", "large", "-f", file));

        var lines = (await subscriber.EndAsync()).Output.Split('\n');
        Assert.Contains(Convert.ToHexStringLower(bytes), lines);
        File.Delete(file);
    }

    [Fact]
    public async Task AcceptsABridgesLevel_WhenMosquittoSetsTheBridgeBit()
    {
        await using var line = await _broker.ConnectAsync(new() { ClientId = "bridge", IsBridge = true, CleanStart = true });

        Assert.True(_broker.Connected[0].IsBridge);
    }

    private string[] Arguments(string version, int qos, params string[] more) =>
        ["-h", "127.0.0.1", "-p", $"{_broker.Port}", "-V", version, "-q", $"{qos}", .. more];
}
