using System.Net;

namespace Lb.Configuration.Model;

/// <summary>One broker address in a backend.</summary>
public sealed record ServerConfig
{
    /// <summary>Name, unique in its backend.</summary>
    public required string Name { get; init; }

    /// <summary>Position in the backend from 1, or <c>id</c>; consistent hashing is built on it.</summary>
    public required int Id { get; init; }

    /// <summary>Line of the server.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Address as written, without the port.</summary>
    public required string AddressText { get; init; }

    /// <summary>Address; a name was resolved when the file was read.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Port; 0 = the port that the client connected to.</summary>
    public required int Port { get; init; }

    /// <summary><c>weight</c>, 0 to 256; 0 = no new connection but those that stick to it.</summary>
    public int Weight { get; init; } = 1;

    /// <summary><c>backup</c>: used only when no other server is usable.</summary>
    public bool Backup { get; init; }

    /// <summary><c>disabled</c>, or <c>down</c>: starts in maintenance.</summary>
    public bool Disabled { get; init; }

    /// <summary><c>maxconn</c>: connections at one time, the excess queues; 0 = no limit.</summary>
    public int MaxConnections { get; init; }

    /// <summary>True where a full server is passed over and nothing queues for it.</summary>
    public bool SkipWhenFull { get; init; }

    /// <summary>Active checks; null = none, the server counts as up.</summary>
    public CheckConfig? Check { get; init; }

    /// <summary>Failed connects that take the server out for a while; null = none do.</summary>
    public PassiveFailureConfig? PassiveFailures { get; init; }

    /// <summary>PROXY header that server legs begin with; null = none.</summary>
    public ProxyHeaderConfig? ProxyHeader { get; init; }

    /// <summary>Source address of this server's legs; null = the backend's.</summary>
    public SourceAddressConfig? Source { get; init; }

    /// <summary><c>on-marked-down shutdown-sessions</c>: its connections are closed when it goes down.</summary>
    public bool ShutdownConnectionsOnMarkedDown { get; init; }
}
