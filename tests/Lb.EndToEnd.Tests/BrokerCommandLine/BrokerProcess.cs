using System.Net;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.BrokerCommandLine;

/// <summary><c>mqlb broker</c> as a process of its own.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private BrokerProcess(ChildProcess process, IReadOnlyList<int> ports)
    {
        _process = process;
        Ports = ports;
    }

    /// <summary>Its ports, in the order of <c>--listen</c>.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="schemes">What it listens for, each on a free port of 127.0.0.1.</param>
    /// <param name="more">More arguments.</param>
    public static async Task<BrokerProcess> StartAsync(TestFolder folder, string[] schemes, params IEnumerable<string> more)
    {
        var process = Mqlb.Launch(folder, ["broker", .. schemes.SelectMany(scheme => (string[])["--listen", $"{scheme}://127.0.0.1:0"]), .. more]);
        await process.LineAsync("broker listens on ", schemes.Length);
        return new BrokerProcess(process, [.. process.Lines("broker listens on ").Select(line => IPEndPoint.Parse(line.Split(' ')[^1]).Port)]);
    }

    public Task<string> LineAsync(string pattern) => _process.LineAsync(pattern);

    /// <summary>Stops it in order.</summary>
    public Task<Ended> StopAsync()
    {
        _process.Signal(ChildProcess.SigTerm);
        return _process.EndAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
