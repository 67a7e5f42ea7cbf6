using Lb.Core.Health;
using Lb.Core.State;
using Lb.Proxy.Checks;
using Lb.Proxy.Tests.Proxies;
using Lb.Testing.Time;

namespace Lb.Proxy.Tests.Checks;

/// <summary>A server that the test plays, with one check under way against it.</summary>
internal sealed class CheckedServer : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <param name="backend">Lines of the backend.</param>
    /// <param name="options">Options of the server.</param>
    /// <param name="port">Where the server is; null = where the test listens.</param>
    public CheckedServer(string[] backend, string options = "check inter 10s", int? port = null)
    {
        var lines = backend.Select(line => line.Replace("OTHER", $"{Other.Port}", StringComparison.Ordinal));
        var config = Configs.Parse(Configs.Sections([], [.. lines, $"server s1 127.0.0.1:{port ?? Listener.Port} {options}"]));
        Server = new RuntimeState(config, Clock, new Random(1)).Backends[0].Servers[0];
        Result = ServerChecks.For(Server, Clock).RunAsync(_stop.Token);
    }

    public ManualTimeProvider Clock { get; } = new();

    public TestServer Listener { get; } = new();

    /// <summary>A second port, <c>OTHER</c> in the lines.</summary>
    public TestServer Other { get; } = new();

    public ServerState Server { get; }

    public Task<CheckResult> Result { get; }

    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        _stop.Dispose();
        Listener.Dispose();
        Other.Dispose();
    }
}
