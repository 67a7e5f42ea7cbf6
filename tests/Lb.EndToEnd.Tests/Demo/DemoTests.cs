using System.Text.RegularExpressions;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Transparency;

namespace Lb.EndToEnd.Tests.Demo;

/// <summary><c>mqlb demo</c>, in a network of its own because its ports are fixed.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly string _network = $"mqlb{Environment.ProcessId}demo";

    public async ValueTask InitializeAsync()
    {
        Capability.SkipWithoutNamespaces();
        await ChildProcess.RunAsync("/usr/sbin/ip", "netns", "add", _network);
        await ChildProcess.RunAsync("/usr/sbin/ip", "-n", _network, "link", "set", "lo", "up");
    }

    public async ValueTask DisposeAsync()
    {
        await ChildProcess.RunAsync("/usr/sbin/ip", "netns", "del", _network);
        _folder.Dispose();
    }

    [Fact]
    public async Task ShowsWhereEachClientGoes_WhenThePastedLinesRun()
    {
        await using var demo = Start([Mqlb.Program, .. Mqlb.OnTransport(["demo"])]);
        await demo.LineAsync("one line for each connection follows");
        var authority = Regex.Match(demo.Output, @"--cafile (\S+)").Groups[1].Value;
        await using var watcher = Start(Mqlb.Program, "sub", "--cafile", authority, "-h", "localhost", "-t", "demo/#", "-i", "watcher", "-C", "2");
        await demo.LineAsync("'watcher' from .* -> broker[123]: ");
        await using var other = Start("/usr/bin/mosquitto_sub", "--cafile", authority, "-h", "localhost", "-p", "8883", "-t", "demo/#", "-i", "other", "-d", "-v", "-C", "2");
        await other.LineAsync("Subscribed");

        await RunAsync(Mqlb.Program, "pub", "--cafile", authority, "-h", "localhost", "-t", "demo/hello", "-m", "one", "-i", "device-1", "-q", "1");
        await RunAsync("/usr/bin/mosquitto_pub", "--cafile", authority, "-h", "localhost", "-p", "8883", "-t", "demo/hello", "-m", "two", "-i", "device-1");

        await watcher.LineAsync("^demo/hello one$");
        await watcher.LineAsync("^demo/hello two$");
        await other.LineAsync("^demo/hello two$");
        var lines = await Task.WhenAll(demo.LineAsync(@"'device-1' from .*\(TLS\) -> ", 1), demo.LineAsync(@"'device-1' from .*\(TLS\) -> ", 2));
        Assert.Equal(lines.Select(line => Regex.Match(line, "-> (broker[123])").Value).Distinct(), [Regex.Match(lines[0], "-> (broker[123])").Value]);
        Assert.Contains("the stick table remembers this id", lines[1], StringComparison.Ordinal);
        demo.Signal(ChildProcess.SigTerm);
        Assert.Equal(0, (await demo.EndAsync()).ExitCode);
    }

    private ChildProcess Start(params string[] command) =>
        ChildProcess.StartIn(_folder.Path, Mqlb.Environment, "/usr/sbin/ip", ["netns", "exec", _network, .. command]);

    private async Task RunAsync(params string[] command)
    {
        await using var process = Start(command);
        var ended = await process.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.Output);
    }
}
