using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>Settings of the process (section <c>global</c>).</summary>
public sealed record GlobalConfig
{
    /// <summary><c>maxconn</c>: client legs in the whole process; null = as many as descriptors allow.</summary>
    public int? MaxConnections { get; init; }

    /// <summary><c>nbthread</c>: threads that move bytes; null = one per core.</summary>
    public int? Threads { get; init; }

    /// <summary><c>hard-stop-after</c>: longest time a soft stop waits for connections; null = for ever.</summary>
    public TimeSpan? HardStopAfter { get; init; }

    /// <summary><c>spread-checks</c>: check intervals vary by up to this many percent, 0 to 50.</summary>
    public int SpreadChecksPercent { get; init; }

    /// <summary><c>tune.bufsize</c>: bytes of one relay buffer.</summary>
    public int BufferSize { get; init; } = 16384;

    /// <summary><c>tune.mqtt.max-connect-size</c>: largest CONNECT that is waited for, bytes including the fixed header.</summary>
    public int MaxConnectPacketSize { get; init; } = 256 * 1024;

    /// <summary>Targets of process events (server up and down, warnings at run time), from <c>log</c> in <c>global</c>.</summary>
    public ImmutableArray<LogTargetConfig> Logs { get; init; } = [];

    /// <summary>What the start-up line and <c>description</c> metrics call this process; null = not set.</summary>
    public string? InstanceName { get; init; }
}
