namespace Lb.Broker;

/// <summary>The broker's numbers at one moment. All but the first four only grow.</summary>
public sealed record BrokerCounters
{
    /// <summary>Connections whose CONNECT was accepted and that have not ended.</summary>
    public required long Connections { get; init; }

    /// <summary>Sessions, those without a connection included.</summary>
    public required long Sessions { get; init; }

    /// <summary>Subscriptions of all sessions.</summary>
    public required long Subscriptions { get; init; }

    /// <summary>Retained messages.</summary>
    public required long RetainedMessages { get; init; }

    /// <summary>TCP connections that were accepted.</summary>
    public required long AcceptedConnections { get; init; }

    /// <summary>CONNECT packets that were refused, and connections that ended without one.</summary>
    public required long RefusedConnections { get; init; }

    /// <summary>PUBLISH packets from clients, repeated ones included.</summary>
    public required long ReceivedMessages { get; init; }

    /// <summary>PUBLISH packets handed to connections, repeated ones included.</summary>
    public required long SentMessages { get; init; }

    /// <summary>Messages that did not reach one subscriber because a cap was exceeded or they were too large for it; each subscriber counts.</summary>
    public required long DroppedMessages { get; init; }

    /// <summary>Connections that ended through a bug in the broker.</summary>
    public required long Failures { get; init; }
}
