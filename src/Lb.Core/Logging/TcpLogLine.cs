using System.Net;

namespace Lb.Core.Logging;

/// <summary>Everything that the log says about one connection (HAProxy manual 8.2.2). Times are null where that phase was not reached,
/// printed as -1.</summary>
public readonly record struct TcpLogLine
{
    /// <summary>The client; null = unknown.</summary>
    public required IPEndPoint? Client { get; init; }

    /// <summary>When the client leg was accepted, in local time.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Name of the frontend.</summary>
    public required string Frontend { get; init; }

    /// <summary>Whether the client leg is TLS: the frontend's name gets a <c>~</c>.</summary>
    public bool IsTls { get; init; }

    /// <summary>Name of the backend; of the frontend where none was chosen.</summary>
    public required string Backend { get; init; }

    /// <summary>Name of the server; null = <c>&lt;NOSRV&gt;</c>.</summary>
    public string? Server { get; init; }

    /// <summary>Tw: wait in queues.</summary>
    public TimeSpan? QueueTime { get; init; }

    /// <summary>Tc: from the first attempt to the connection that stood.</summary>
    public TimeSpan? ConnectTime { get; init; }

    /// <summary>Tt: from accept to the end.</summary>
    public required TimeSpan TotalTime { get; init; }

    /// <summary>Line written before the connection ended: times and bytes get a <c>+</c>.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Bytes from the server to the client.</summary>
    public required long BytesToClient { get; init; }

    /// <summary>Two letters of <see cref="Closing.CloseReasonInfo.LogCode"/>.</summary>
    public required string TerminationState { get; init; }

    /// <summary>actconn: connections of the process.</summary>
    public int ProcessConnections { get; init; }

    /// <summary>feconn: connections of the frontend.</summary>
    public int FrontendConnections { get; init; }

    /// <summary>beconn: connections of the backend.</summary>
    public int BackendConnections { get; init; }

    /// <summary>srv_conn: connections of the server.</summary>
    public int ServerConnections { get; init; }

    /// <summary>retries: attempts after the first.</summary>
    public int Retries { get; init; }

    /// <summary>Whether it moved to another server after a failed attempt: retries get a <c>+</c>.</summary>
    public bool Redispatched { get; init; }

    /// <summary>srv_queue: connections before this one in the server's queue.</summary>
    public int ServerQueue { get; init; }

    /// <summary>backend_queue: connections before this one in the backend's queue.</summary>
    public int BackendQueue { get; init; }
}
