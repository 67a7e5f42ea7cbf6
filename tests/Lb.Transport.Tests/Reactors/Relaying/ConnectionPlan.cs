namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>How a simulated connection begins.</summary>
/// <param name="IsTls">Whether its client speaks TLS.</param>
internal sealed record ConnectionPlan(bool IsTls = false)
{
    /// <summary>Bytes that the kernel takes for a client that does not read.</summary>
    public int ClientRoom { get; init; } = 64 * 1024;

    /// <inheritdoc cref="ClientRoom"/>
    public int ServerRoom { get; init; } = 64 * 1024;

    /// <summary>Bytes that the set-up sent to the server, such as a PROXY header, ahead of the client's.</summary>
    public int Header { get; init; }

    /// <summary>What the set-up is woken for on the client leg when the relay begins.</summary>
    public uint WatchedClient { get; init; }

    /// <inheritdoc cref="WatchedClient"/>
    public uint WatchedServer { get; init; }

    /// <summary>Bytes of the client that the set-up read and left to the relay.</summary>
    public int FirstBytes { get; init; }

    /// <summary>Content of the session ticket that is to leave with the first bytes to the client; 0 = none.</summary>
    public int Ticket { get; init; }

    /// <summary>Whether TLS sends its close notice itself, behind all that the engine sends, as the kernel does. Not with a ticket.</summary>
    public bool NoticeIsSent { get; init; }

    /// <summary>Milliseconds; 0 = for ever.</summary>
    public int ClientTimeout { get; init; }

    /// <inheritdoc cref="ClientTimeout"/>
    public int ServerTimeout { get; init; }

    public int Group { get; init; }
}
