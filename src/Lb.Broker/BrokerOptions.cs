using System.Net;
using Lb.Broker.Access;
using Lb.Broker.Authentication;
using Lb.Broker.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lb.Broker;

/// <summary>How a <see cref="ReferenceBroker"/> behaves. The defaults suit tests and demos.</summary>
public sealed record BrokerOptions
{
    /// <summary>Names the broker in logs and at the front of the client ids that it assigns.</summary>
    public string Name { get; init; } = "broker";

    /// <summary>Where it listens; at least one. Default: 127.0.0.1:1883 without PROXY protocol.</summary>
    public IReadOnlyList<BrokerBind> Binds { get; init; } = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 1883))];

    /// <summary>The largest packet taken from a client, in bytes, fixed header included: 1 024 to 200 000 000, below what
    /// MQTT allows because forwarding may add properties. Default 64 MB.</summary>
    public int MaximumPacketSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a client has for its PROXY header and CONNECT together. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection that is being closed may take to accept its last bytes. Default 5 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many QoS 2 messages a client may have unreleased at a time: the receive maximum told to it, 1 to 65 535. Default 1 000.</summary>
    public int ReceiveMaximum { get; init; } = 1_000;

    /// <summary>The highest topic alias that a client may set, 0 to 65 535; 0 allows none. Default 16.</summary>
    public int TopicAliasMaximum { get; init; } = 16;

    /// <summary>How many topic aliases the broker sets towards one client at most, 0 to 65 535; a client may ask for less. Default 16.</summary>
    public int MaximumSentTopicAliases { get; init; } = 16;

    /// <summary>The longest keep-alive in seconds, 0 to 65 535; an MQTT 5.0 client that asks for more, or for none, is told this one.
    /// Default 0: the client decides.</summary>
    public int MaximumKeepAlive { get; init; }

    /// <summary>Where the topic of its own begins that a client is told when it asks for response information; its client id follows
    /// behind a slash. Default <c>responses</c>; null to tell nothing.</summary>
    public string? ResponseTopicBase { get; init; } = "responses";

    /// <summary>How many topics may have a retained message; a message for one more is refused. Default 1 000 000.</summary>
    public int MaximumRetainedTopics { get; init; } = 1_000_000;

    /// <summary>How many subscriptions one session may have; one more is refused. Default 10 000.</summary>
    public int MaximumSubscriptions { get; init; } = 10_000;

    /// <summary>How many QoS 1 and 2 messages to one client are unacknowledged at a time, 1 to 65 535; a client may ask for less. Default 200.</summary>
    public int MaximumInFlight { get; init; } = 200;

    /// <summary>How many QoS 1 and 2 messages wait for one session, beyond those in flight; the newest is dropped above that. Default 20 000.</summary>
    public int MaximumWaitingMessages { get; init; } = 20_000;

    /// <summary>About how much memory those may hold, in bytes, and those in flight as much again; one message is always taken.
    /// Default 64 MB.</summary>
    public long MaximumWaitingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>About how many bytes of QoS 0 messages wait for a client that reads slowly; the newest is dropped above that, though one is
    /// always taken. Default 32 MB.</summary>
    public long MaximumUnsentBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Who may connect, by user name and password or by SCRAM-SHA-256. Default null: everybody, and passwords are not looked at.</summary>
    public IUserStore? Users { get; init; }

    /// <summary>Whether a client without a user name may connect although there are <see cref="Users"/>. Default no.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Whether the common name of a client's certificate is its user name, and no password is asked for then. Default no.</summary>
    public bool CertificateNameIsUser { get; init; }

    /// <summary>Who may publish and get what. Default: everybody everything.</summary>
    public AccessList Access { get; init; } = AccessList.Everything;

    /// <summary>What it does wrong on purpose. Default: nothing.</summary>
    public BrokerFaults Faults { get; init; } = BrokerFaults.None;

    /// <summary>File that keeps persistent sessions, their messages and retained messages over a restart; null keeps nothing, the default.</summary>
    public string? SnapshotFile { get; init; }

    /// <summary>How often that file is written, besides at the stop; more than zero. Default 60 s: what a crash can lose.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the topics below <c>$SYS</c> are published; zero for never, the default. Clients cannot publish there while they are.</summary>
    public TimeSpan SystemTopicsInterval { get; init; }

    /// <summary>Called when a client's CONNECT was accepted; the whole broker waits for it, so it must be quick and must not throw.</summary>
    public Action<BrokerConnection>? Connected { get; init; }

    /// <summary>Called after an accepted connection ended; under the same conditions.</summary>
    public Action<BrokerConnection, ConnectionEnd>? Disconnected { get; init; }

    /// <summary>The clock of every deadline.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Source of assigned client ids.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Gets connects, refusals and ends, client ids included.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Whether topics below <c>$SYS</c> are published.</summary>
    internal bool HasSystemTopics => SystemTopicsInterval > TimeSpan.Zero;

    /// <summary>Checks the ranges that the properties name.</summary>
    /// <exception cref="ArgumentException">One is outside of its range.</exception>
    internal void Validate()
    {
        if (Binds.Count == 0) throw new ArgumentException("A broker needs at least one bind.", nameof(Binds));
        RequireRange(MaximumPacketSize, 1_024, 200_000_000, nameof(MaximumPacketSize));
        RequireRange(ReceiveMaximum, 1, ushort.MaxValue, nameof(ReceiveMaximum));
        RequireRange(TopicAliasMaximum, 0, ushort.MaxValue, nameof(TopicAliasMaximum));
        RequireRange(MaximumSentTopicAliases, 0, ushort.MaxValue, nameof(MaximumSentTopicAliases));
        RequireRange(MaximumKeepAlive, 0, ushort.MaxValue, nameof(MaximumKeepAlive));
        RequireRange(MaximumRetainedTopics, 0, int.MaxValue, nameof(MaximumRetainedTopics));
        RequireRange(MaximumSubscriptions, 1, int.MaxValue, nameof(MaximumSubscriptions));
        RequireRange(MaximumInFlight, 1, ushort.MaxValue, nameof(MaximumInFlight));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SnapshotInterval, TimeSpan.Zero, nameof(SnapshotInterval));
        Faults.Validate();
    }

    private static void RequireRange(int value, int least, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
