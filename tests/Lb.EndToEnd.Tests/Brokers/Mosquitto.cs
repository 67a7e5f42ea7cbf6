using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Brokers;

/// <summary>A real mosquitto.</summary>
internal sealed partial class Mosquitto : TestBroker
{
    private const string Program = "/usr/sbin/mosquitto";
    private readonly ChildProcess _process;
    private readonly DirectoryInfo _folder;

    private Mosquitto(int port, ChildProcess process, DirectoryInfo folder)
    {
        Port = port;
        _process = process;
        _folder = folder;
    }

    public override int Port { get; }

    public override IReadOnlyList<Arrival> Arrivals => [.. _process.Lines(NewClient().ToString()).Select(Parse)];

    public string Output => _process.Output;

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="port">Its port; 0 takes a free one.</param>
    /// <param name="more">More lines of mosquitto.conf.</param>
    public static async Task<Mosquitto> StartAsync(int port = 0, string more = "")
    {
        if (port == 0) port = Processes.Port.Take();
        var folder = Directory.CreateTempSubdirectory("mqlb-mosquitto-");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        var file = Path.Combine(folder.FullName, "mosquitto.conf");
        await File.WriteAllTextAsync(file, $"listener {port} 127.0.0.1\nallow_anonymous true\nlog_dest stdout\nlog_type all\nmax_queued_messages 0\n{more}\n");
        var broker = new Mosquitto(port, ChildProcess.Start(Program, "-c", file), folder);
        await broker._process.LineAsync("mosquitto version .* running");
        return broker;
    }

    /// <summary>Lets it run no more, until <see cref="Continue"/>.</summary>
    public void Stop() => _process.Signal(ChildProcess.SigStop);

    public void Continue() => _process.Signal(ChildProcess.SigContinue);

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_folder.Exists) _folder.Delete(recursive: true);
        _folder.Refresh();
    }

    private static Arrival Parse(string line)
    {
        var match = NewClient().Match(line);
        var protocol = match.Groups["protocol"].Value;
        return new Arrival(
            match.Groups["id"].Value,
            IPEndPoint.Parse(match.Groups["client"].Value),
            null,
            protocol == "1" ? 3 : protocol == "2" ? 4 : int.Parse(protocol, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"New client connected from (?<client>\S+) as (?<id>\S*) \(p(?<protocol>\d),")]
    private static partial Regex NewClient();
}
