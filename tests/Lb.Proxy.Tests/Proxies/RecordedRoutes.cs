using System.Collections.Concurrent;
using Lb.Proxy.Connections;
using Lb.Proxy.Relaying;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>Keeps where connections went: <c>client id -&gt; server</c>.</summary>
internal sealed class RecordedRoutes : IRoutingLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public bool WantsClientId => true;

    /// <summary>Thrown instead of recording, as a bug would be.</summary>
    public Exception? Bug { get; set; }

    public void Connected(ClientConnection connection)
    {
        if (Bug is { } bug) throw bug;
        _lines.Enqueue($"{connection.ClientId} -> {connection.Server}");
    }
}
