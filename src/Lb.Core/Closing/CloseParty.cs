namespace Lb.Core.Closing;

/// <summary>Who ended a connection (HAProxy manual 8.5, first letter).</summary>
public enum CloseParty
{
    /// <summary>Nobody in particular: both sides were done.</summary>
    Nobody,

    /// <summary>The client.</summary>
    Client,

    /// <summary>The server.</summary>
    Server,

    /// <summary>A timer that watched the client.</summary>
    ClientTimer,

    /// <summary>A timer that watched the server.</summary>
    ServerTimer,

    /// <summary>This program: a rule, a limit, a missing resource, a bug.</summary>
    Proxy,

    /// <summary>A health check that marked the server down.</summary>
    HealthCheck,

    /// <summary>An operator.</summary>
    Operator,
}
