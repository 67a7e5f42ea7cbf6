using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Clients;

/// <summary>Messages through the balancer's TLS port and back, by other people's clients: MQTT 3.1, 3.1.1 and 5.0, each with QoS 0, 1 and 2.</summary>
internal static class RoundTrip
{
    private static readonly string[] Versions = ["mqttv31", "mqttv311", "mqttv5"];

    /// <summary>Runs all nine combinations; fails the test at the first that does not pass.</summary>
    public static Task RunAsync(ClientKind client, int port, string authority) => client switch
    {
        ClientKind.Mosquitto => RunMosquittoAsync(port, authority),
        ClientKind.MqttJs => RunScriptAsync("/usr/bin/node", Repository.OwnFile("node", "roundtrip.js"), port, authority),
        _ => RunScriptAsync("/usr/bin/python3", Repository.OwnFile("python", "roundtrip.py"), port, authority),
    };

    private static async Task RunScriptAsync(string program, string script, int port, string authority)
    {
        var ended = await ChildProcess.RunAsync(program, script, $"{port}", authority);

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Equal(9, ended.Output.Split('\n').Count(line => line.EndsWith("passed", StringComparison.Ordinal)));
    }

    private static async Task RunMosquittoAsync(int port, string authority)
    {
        foreach (var version in Versions)
            for (var qos = 0; qos <= 2; qos++) await RunMosquittoAsync(port, authority, version, qos);
    }

    private static async Task RunMosquittoAsync(int port, string authority, string version, int qos)
    {
        string[] where = ["-h", "localhost", "-p", $"{port}", "--cafile", authority, "-V", version, "-q", $"{qos}", "-t", $"round/{version}/{qos}"];
        await using var subscriber = ChildProcess.Start("/usr/bin/mosquitto_sub", [.. where, "-d", "-v", "-C", "2"]);
        await subscriber.LineAsync("Subscribed");
        foreach (var message in (string[])["one", "two"])
        {
            var published = await ChildProcess.RunAsync("/usr/bin/mosquitto_pub", [.. where, "-m", message]);
            Assert.True(published.ExitCode == 0, $"{version} QoS {qos}: {published.Output}");
        }

        var ended = await subscriber.EndAsync();
        Assert.True(ended.ExitCode == 0, $"{version} QoS {qos}: {ended.Output}");
        Assert.Equal(
            [$"round/{version}/{qos} one", $"round/{version}/{qos} two"],
            ended.Output.Split('\n').Where(line => line.StartsWith("round/", StringComparison.Ordinal)));
    }
}
