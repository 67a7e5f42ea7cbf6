using Lb.Core.Closing;
using Lb.Core.State;
using Lb.Proxy.Connections;
using Lb.Proxy.Dialing;
using Lb.Proxy.FirstPacket;
using Lb.Proxy.Relaying;
using Lb.Testing.Time;
using Lb.Transport;
using Lb.Transport.Listening;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>The whole pipeline without Kestrel: clients are pipes, the relay does what the test says, the clock stands still. Server legs are
/// sockets of this machine.</summary>
internal sealed class TestProxy : IDisposable
{
    private readonly ConnectionDelegate _pipeline;
    private readonly List<PipeClient> _clients = [];
    private readonly AcceptGate _gate = new(1000);

    public TestProxy(string sections)
    {
        State = new RuntimeState(Configs.Parse(sections), Clock, new Random(1));
        var transport = new PortableTransport(Clock, NullLoggerFactory.Instance);
        Dialer = new WatchedDialer(transport.Dialer);
        var binds = new BoundFrontends(State);
        Ending = new ConnectionEnds(binds, Logs, Clock, HardStop.Token);
        Relay.Completion = new RelayCompletion(State, Ending);
        MarkedDownShutdown.Wire(State, Relay);
        var pipeline = new ConnectionPipeline(
            transport,
            Ending,
            new FirstPacketStage(Routes, Clock),
            new DialStage(Dialer, Clock, HardStop.Token),
            new RelayStage(Relay, Ending, Routes),
            Clock);
        _pipeline = Build(pipeline, binds);
    }

    public ManualTimeProvider Clock { get; } = new();

    public RuntimeState State { get; }

    public RecordedLogs Logs { get; } = new();

    public RecordedRoutes Routes { get; } = new();

    public FakeRelay Relay { get; } = new();

    public WatchedDialer Dialer { get; }

    public ConnectionEnds Ending { get; }

    public CancellationTokenSource HardStop { get; } = new();

    public FrontendState Frontend => State.Frontends[0];

    public BackendState Backend => State.FindBackend("b")!;

    /// <summary>Why connections ended so far, with how many.</summary>
    public IReadOnlyDictionary<CloseReason, long> Ends => Enum.GetValues<CloseReason>()
        .Where(reason => Frontend.Counters.CloseReasons[reason].Value > 0)
        .ToDictionary(reason => reason, reason => Frontend.Counters.CloseReasons[reason].Value);

    /// <summary>A client arrives at the first bind of the first frontend.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="first">What it has sent by then.</param>
    public PipeClient Connect(string address = "192.0.2.1:40000", byte[]? first = null)
    {
        var client = new PipeClient(address);
        if (first is not null) client.Send(first);
        _clients.Add(client);
        _gate.EnterAsync(default).AsTask().GetAwaiter().GetResult();
        client.Life = _pipeline(client.Context);
        return client;
    }

    /// <summary>Nothing of any connection is left.</summary>
    public void AssertNothingHeld()
    {
        Assert.Equal(0, State.Counters.Connections.Current);
        Assert.Equal(0, State.Counters.TlsConnections.Current);
        Assert.Equal(0, _gate.Open);
        Assert.All(State.Frontends, frontend => Assert.Equal(0, frontend.Counters.Sessions.Current));
        Assert.All(State.Backends, backend => Assert.Equal(0, backend.Counters.Sessions.Current));
        Assert.All(State.Backends, backend => Assert.Equal(0, backend.Counters.Queue.Current));
        Assert.All(State.Backends.SelectMany(backend => backend.Servers), server => Assert.Equal(0, server.Connections.Current));
        Assert.All(State.Backends.SelectMany(backend => backend.Servers), server => Assert.Equal(0, server.Counters.Queue.Current));
        Assert.Equal(0, Clock.ArmedTimers);
    }

    /// <summary>Waits for one end, and says why.</summary>
    public async Task<CloseReason> EndOf(PipeClient client)
    {
        await client.Life.InTime();
        return Assert.Single(Ends).Key;
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        HardStop.Dispose();
    }

    private ConnectionDelegate Build(ConnectionPipeline pipeline, BoundFrontends binds)
    {
        var bind = Frontend.Config.Binds[0];
        var builder = new ConnectionBuilder(NoServices.Instance);
        var bound = binds.Add(Frontend, bind, new BindEndPoint(bind.Address.Address, 0, [_gate]));
        pipeline.Build(builder, bound, _ => throw new InvalidOperationException("Pipes have no TLS."));
        return builder.Build();
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
