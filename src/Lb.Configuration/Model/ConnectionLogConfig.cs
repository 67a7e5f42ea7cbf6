using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>What a frontend logs about its connections.</summary>
public sealed record ConnectionLogConfig
{
    /// <summary>Targets; empty = no connection is logged.</summary>
    public ImmutableArray<LogTargetConfig> Targets { get; init; } = [];

    /// <summary>True: the tcplog line (HAProxy manual 8.2.2). False: the short "Connect from" line (8.2.1).</summary>
    public bool TcpLog { get; init; }

    /// <summary><c>option dontlognull</c>: no line for a connection that sent no byte.</summary>
    public bool DontLogNull { get; init; }
}
