using System.Net;
using Lb.Core.Closing;
using Lb.Core.Picking;
using Lb.Core.Queueing;
using Lb.Core.Samples;
using Lb.Core.State;
using Lb.Transport.Dialing;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Connections;

/// <summary>One proxied connection while it is set up: what its stages found out. When the relay starts, <see cref="ToAccount"/> is all that is
/// left of it.</summary>
public sealed class ClientConnection : ILateFacts
{
    private const int Open = 0;
    private const int Relays = 1;
    private const int Ended = 2;
    private ConnectionFacts? _facts;
    private PickSession? _picks;
    private IPEndPoint? _localAddress;
    private int _state = Open;

    internal ClientConnection(ConnectionContext context, BoundFrontend bound, TimeProvider time)
    {
        Context = context;
        Bound = bound;
        AcceptedAt = time.GetLocalNow();
        AcceptedTimestamp = time.GetTimestamp();
        Client = context.RemoteEndPoint as IPEndPoint;
        _facts = new ConnectionFacts
        {
            Late = this,
            Client = Client,
            MaxConnectPacketSize = bound.Process.Config.Global.MaxConnectPacketSize,
        };
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

    /// <summary>The address that the client connected to, from the PROXY header where one was accepted. May cost a system call.</summary>
    public IPEndPoint? LocalAddress => _localAddress ??= Context.LocalEndPoint as IPEndPoint;

    /// <summary>What rules and keys look at. Only until the relay starts.</summary>
    public ConnectionFacts Facts => _facts ?? throw new InvalidOperationException("The set-up of the connection is over.");

    /// <summary>What the TLS handshake agreed on; null without TLS, or before its end.</summary>
    public ITlsSession? Tls { get; private set; }

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

    /// <summary>Cancelled when <see cref="Server"/> was marked down after its slot was taken, where that ends its connections.</summary>
    internal CancellationToken MarkedDown { get; private set; }

    /// <summary>The server leg; null until it stands.</summary>
    public IServerLeg? ServerLeg { get; internal set; }

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

    /// <summary>Bytes from the client, as far as they were looked at.</summary>
    public long BytesIn { get; internal set; }

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
        _localAddress = local;
    }

    /// <summary>All wrapping stages are behind it: from here it counts as one of the frontend's sessions.</summary>
    internal void EnterProxy(ConnectionContext context)
    {
        Context = context;
        Phase = ClosePhase.Request;
        if (Bound.Bind.Tls is not null)
        {
            Facts.IsTls = true;
            Tls = context.Features.Get<ITlsSession>();
        }

        EntryCounts.Count(this);
    }

    /// <summary>What the end of the connection needs, as it stands now.</summary>
    internal ConnectionAccount ToAccount() => new()
    {
        AcceptedAt = AcceptedAt,
        AcceptedTimestamp = AcceptedTimestamp,
        Client = PackedAddress.Of(Client),
        LocalAddress = ConnectionLines.TellLocalAddress(Frontend.Config) ? PackedAddress.Of(LocalAddress) : default,
        Bind = Bound.Index,
        Backend = Backend?.Index ?? -1,
        Server = Server?.Index ?? -1,
        HoldsSlot = HoldsSlot,
        IsInProxy = IsInProxy,
        Redispatched = Redispatched,
        Retries = Retries,
        ServerQueue = ServerQueue,
        BackendQueue = BackendQueue,
        QueueTime = QueueTime,
        ConnectTime = ConnectTime,
    };

    /// <summary>Holds a slot of a server from here.</summary>
    internal void Take(ServerState server, in SlotOutcome slot)
    {
        Server = server;
        HoldsSlot = true;
        MarkedDown = server.MarkedDown;
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

    /// <summary>True for the first caller only, and never once it relays.</summary>
    internal bool TryEnd() => Interlocked.CompareExchange(ref _state, Ended, Open) == Open;

    /// <summary>Leaves its end to the relay, and drops what only the set-up needed, because a relay may keep the context alive. False where it
    /// has ended already.</summary>
    internal bool TryHandOver()
    {
        if (Interlocked.CompareExchange(ref _state, Relays, Open) != Open) return false;
        _facts = null;
        _picks = null;
        ClientId = null;
        return true;
    }

    /// <summary>Takes the end back from a relay that threw; true for the first caller only.</summary>
    internal bool TryTakeBack() => Interlocked.CompareExchange(ref _state, Ended, Relays) == Relays;

    /// <inheritdoc/>
    IPEndPoint? ILateFacts.Destination => LocalAddress;

    /// <inheritdoc/>
    string? ILateFacts.ServerName => Tls?.ServerName;

    /// <inheritdoc/>
    bool ILateFacts.HasClientCertificate => Tls is { HasClientCertificate: true };

    /// <inheritdoc/>
    string? ILateFacts.ClientCommonName => Tls?.ClientCommonName;
}
