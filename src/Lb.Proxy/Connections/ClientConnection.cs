using System.Net;
using System.Net.Sockets;
using Lb.Core.Closing;
using Lb.Core.Picking;
using Lb.Core.Queueing;
using Lb.Core.Samples;
using Lb.Core.State;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Connections;

/// <summary>One proxied connection: what its stages found out, and what its end needs to know. The only object of ours that lives as long
/// as the connection, so what only the set-up needs is dropped when the relay starts.</summary>
public sealed class ClientConnection
{
    private ConnectionFacts? _facts;
    private PickSession? _picks;
    private int _ended;

    internal ClientConnection(ConnectionContext context, BoundFrontend bound, TimeProvider time)
    {
        Context = context;
        Bound = bound;
        AcceptedAt = time.GetLocalNow();
        AcceptedTimestamp = time.GetTimestamp();
        _facts = new ConnectionFacts
        {
            Client = context.RemoteEndPoint as IPEndPoint,
            Destination = context.LocalEndPoint as IPEndPoint,
            MaxConnectPacketSize = bound.Process.Config.Global.MaxConnectPacketSize,
        };
        Client = _facts.Client;
        LocalAddress = _facts.Destination;
    }

    /// <summary>Kestrel's connection, as the last stage sees it.</summary>
    public ConnectionContext Context { get; private set; }

    /// <summary>Where it arrived.</summary>
    public BoundFrontend Bound { get; }

    /// <summary>The frontend.</summary>
    public FrontendState Frontend => Bound.Frontend;

    /// <summary>When the client leg was accepted, local time.</summary>
    public DateTimeOffset AcceptedAt { get; }

    /// <summary>The same for measuring.</summary>
    public long AcceptedTimestamp { get; }

    /// <summary>The client, from the PROXY header where one was accepted.</summary>
    public IPEndPoint? Client { get; private set; }

    /// <summary>The address that the client connected to, from the PROXY header where one was accepted.</summary>
    public IPEndPoint? LocalAddress { get; private set; }

    /// <summary>What rules and keys look at. Only until the relay starts.</summary>
    public ConnectionFacts Facts => _facts ?? throw new InvalidOperationException("The set-up of the connection is over.");

    /// <summary>The servers to try. Only from the choice of the backend until the relay starts.</summary>
    public PickSession Picks
    {
        get => _picks ?? throw new InvalidOperationException("No backend was chosen, or the set-up is over.");
        internal set => _picks = value;
    }

    /// <summary>Client identifier of the CONNECT; null where none was read, or nobody asked for it. Only until the relay starts.</summary>
    public string? ClientId { get; internal set; }

    /// <summary>How far it came.</summary>
    public ClosePhase Phase { get; internal set; } = ClosePhase.Handshake;

    /// <summary>The chosen backend; null until then.</summary>
    public BackendState? Backend { get; internal set; }

    /// <summary>The server whose slot it holds, or that was tried last; null until then.</summary>
    public ServerState? Server { get; internal set; }

    /// <summary>Whether a slot of <see cref="Server"/> is held.</summary>
    public bool HoldsSlot { get; private set; }

    /// <summary>The server leg, from the dial to the relay; null otherwise.</summary>
    public Socket? ServerLeg { get; internal set; }

    /// <summary>Wait in queues; null = did not get that far.</summary>
    public TimeSpan? QueueTime { get; internal set; }

    /// <summary>Time to connect to the server; null = did not get that far.</summary>
    public TimeSpan? ConnectTime { get; internal set; }

    /// <summary>Attempts after the first.</summary>
    public int Retries { get; internal set; }

    /// <summary>Whether it moved to another server after a failed attempt.</summary>
    public bool Redispatched { get; internal set; }

    /// <summary>Connections before it in the server's queue.</summary>
    public int ServerQueue { get; internal set; }

    /// <summary>Connections before it in the backend's queue.</summary>
    public int BackendQueue { get; internal set; }

    /// <summary>Bytes from the client.</summary>
    public long BytesIn { get; internal set; }

    /// <summary>Bytes to the client.</summary>
    public long BytesOut { get; internal set; }

    /// <summary>Whether the connection came through the handshake into the proxy.</summary>
    public bool IsInProxy => Phase != ClosePhase.Handshake;

    /// <summary>Why a wrapping stage ended it before it came into the proxy; null = it did not.</summary>
    internal CloseReason? EarlyReason { get; set; }

    internal static ClientConnection Of(ConnectionContext context) =>
        context.Features.Get<ClientConnection>() ?? throw new InvalidOperationException("The accept stage did not run.");

    /// <summary>The client's addresses according to the PROXY header.</summary>
    internal void SetAddresses(IPEndPoint client, IPEndPoint local)
    {
        Client = Facts.Client = client;
        LocalAddress = Facts.Destination = local;
    }

    /// <summary>All wrapping stages are behind it: from here it counts as one of the frontend's sessions.</summary>
    internal void EnterProxy(ConnectionContext context)
    {
        Context = context;
        EntryCounts.Count(this);
        Phase = ClosePhase.Request;
        Tls.TlsFacts.Fill(this);
    }

    /// <summary>Drops what only the set-up needed.</summary>
    internal void FinishSetUp()
    {
        _facts = null;
        _picks = null;
        ServerLeg = null;
        ClientId = null;
    }

    /// <summary>Holds a slot of a server from here.</summary>
    internal void Take(ServerState server, in SlotOutcome slot)
    {
        Server = server;
        HoldsSlot = true;
        ServerQueue = slot.ServerQueuePosition;
        BackendQueue = slot.BackendQueuePosition;
    }

    /// <summary>Gives the slot back where one is held.</summary>
    internal void ReleaseSlot()
    {
        if (!HoldsSlot) return;
        HoldsSlot = false;
        Server!.Backend.Queue.Release(Server);
    }

    /// <summary>True for the first caller only.</summary>
    internal bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;
}
