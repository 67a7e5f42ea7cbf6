using System.Net;

namespace Lb.Configuration.Model;

/// <summary>Active checks of one server (HAProxy manual 5.2).</summary>
public sealed record CheckConfig
{
    /// <summary><c>inter</c>: pause between the end of a check and the next one.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary><c>fastinter</c>: the pause while the state is changing; null = <see cref="Interval"/>.</summary>
    public TimeSpan? FastInterval { get; init; }

    /// <summary><c>downinter</c>: the pause while the server is down; null = <see cref="Interval"/>.</summary>
    public TimeSpan? DownInterval { get; init; }

    /// <summary><c>rise</c>: passed checks in a row that bring a server up, at least 1.</summary>
    public int Rise { get; init; } = 2;

    /// <summary><c>fall</c>: failed checks in a row that take a server down, at least 1.</summary>
    public int Fall { get; init; } = 3;

    /// <summary><c>addr</c>: where checks go; null = the server's address.</summary>
    public IPAddress? Address { get; init; }

    /// <summary><c>port</c>: where checks go; null = the server's port.</summary>
    public int? Port { get; init; }

    /// <summary>PROXY header that a check begins with: <c>check-send-proxy</c>, or the server's own where checks go to the same address and port.</summary>
    public ProxyHeaderConfig? ProxyHeader { get; init; }
}
