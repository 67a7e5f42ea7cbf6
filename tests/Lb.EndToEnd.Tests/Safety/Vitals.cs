using System.Globalization;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>What an attack must leave as it was: sockets, memory and counters of a running balancer.</summary>
/// <param name="http">Its port for statistics.</param>
internal sealed class Vitals(int http) : IDisposable
{
    private readonly HttpClient _browser = new() { Timeout = Patience.Limit, DefaultRequestHeaders = { ConnectionClose = true } };

    /// <summary>A frontend for <see cref="Section.Config(int, string, string, string, string)"/>'s end that serves the counters.</summary>
    public string Frontend => $$"""

        frontend pages
            mode http
            bind 127.0.0.1:{{http}}
            http-request use-service prometheus-exporter if { path /metrics }
        """;

    /// <summary>Open descriptors of a balancer, without those of its program files: the runtime opens an assembly when it first needs it, an assembly's symbols
    /// when the first exception passes through it, and keeps both. When that is depends on what comes at the same time.</summary>
    public static int Descriptors(Mqlb mqlb) =>
        Directory.GetFileSystemEntries($"/proc/{mqlb.Process.Id}/fd").Count(entry => Path.GetExtension(new FileInfo(entry).LinkTarget) is not (".dll" or ".pdb"));

    /// <summary>Reads a counter, by its name and labels.</summary>
    public async Task<long> CounterAsync(string name)
    {
        var lines = await _browser.GetStringAsync(new Uri($"http://127.0.0.1:{http}/metrics"));
        var line = lines.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until a counter or gauge has a value: a client's last socket may be gone a moment before its connection has ended here.</summary>
    public async Task UntilAsync(string name, long value)
    {
        var limit = Patience.Token();
        while (await CounterAsync(name) is var now && now != value)
            if (limit.IsCancellationRequested) Assert.Fail($"{name} is still {now}, not {value}");
    }

    /// <summary>Waits until no client and no more sockets than before are left, and expects that nothing went wrong inside.</summary>
    /// <param name="mqlb">The balancer.</param>
    /// <param name="descriptors">Its descriptors before the attack.</param>
    public async Task AssertCalmAsync(Mqlb mqlb, int descriptors)
    {
        Assert.False(mqlb.Process.HasExited, mqlb.Process.Output);
        await UntilAsync("""haproxy_frontend_current_sessions{proxy="f"}""", 0);
        await UntilAsync("""haproxy_server_current_sessions{proxy="b",server="s1"}""", 0);
        Assert.Empty(mqlb.Process.Lines("Bug in|Unhandled|Exception"));
        Assert.Equal(0, await CounterAsync("""haproxy_frontend_internal_errors_total{proxy="f"}"""));
        await Patience.UntilAsync(() => mqlb.Process.HasExited || Descriptors(mqlb) <= descriptors, () => $"{Descriptors(mqlb)} descriptors, {descriptors} before");
        Assert.False(mqlb.Process.HasExited, mqlb.Process.Output);
    }

    public void Dispose() => _browser.Dispose();
}
