using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Lb.Transport.Dialing;
using Lb.Transport.Listening;
using Lb.Transport.Reactors;
using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>The fast transport as it runs in the balancer, on a free port: stages of the test, and a real server behind it.</summary>
internal sealed class ReactorFront : IAsyncDisposable
{
    private readonly FrontPlan _plan;
    private readonly ConcurrentDictionary<Reactor, bool> _reactors = new();
    private readonly ConcurrentQueue<Exception> _bugs = new();
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ReactorTransport _transport;
    private readonly IRelay _relay;
    private readonly BindEndPoint _bind;
    private IConnectionListener? _listener;
    private int _begun;
    private bool _isDisposed;

    private ReactorFront(FrontPlan plan)
    {
        _plan = plan;
        _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _server.Listen(4096);
        LiveTls.Begin();
        _transport = new ReactorTransport(
            new ReactorSettings(plan.Reactors, plan.BufferLimit) { UntilSettled = plan.UntilSettled }, TimeProvider.System, NullLoggerFactory.Instance, _bugs.Enqueue);
        _relay = _transport.CreateRelay(Ends);
        _bind = new BindEndPoint(IPAddress.Loopback, 0, []) { ClientSpeaksFirst = plan.ClientSpeaksFirst };
        new KestrelServerOptions().Listen(_bind, Build);
    }

    public IPEndPoint Address => (IPEndPoint)_listener!.EndPoint;

    /// <summary>How the relays ended.</summary>
    public RecordedEnds Ends { get; } = new();

    /// <summary>Connections whose stages began.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>The reactors on which connections began.</summary>
    public IReadOnlyCollection<Reactor> Reactors => [.. _reactors.Keys];

    public static async Task<ReactorFront> StartAsync(FrontPlan plan)
    {
        var front = new ReactorFront(plan);
        front._listener = await front._transport.Listeners.BindAsync(front._bind);
        return front;
    }

    /// <summary>A client that has said nothing yet.</summary>
    /// <param name="shape">Sets options before it connects.</param>
    public async Task<Socket> OpenAsync(Action<Socket>? shape = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        shape?.Invoke(socket);
        await socket.ConnectAsync(Address).InTime();
        return socket;
    }

    /// <summary>A client whose connection relays, with its server. One caller at a time.</summary>
    public async Task<ServedPair> ConnectAsync(Action<Socket>? shape = null)
    {
        var (socket, client) = await OpenClientAsync(shape);
        return new ServedPair(socket, client, await AcceptAsync());
    }

    /// <summary>A client that may speak, behind its handshake where there is one.</summary>
    public async Task<(Socket Socket, Stream Stream)> OpenClientAsync(Action<Socket>? shape = null)
    {
        var socket = await OpenAsync(shape);
        return _plan.Kind == LegKind.Tls
            ? (socket, await TestTls.ConnectAsync(socket, TestTls.ClientOptions()).InTime())
            : (socket, new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>The next server leg.</summary>
    public Task<Socket> AcceptAsync() => _server.AcceptAsync().InTime();

    /// <summary>Asks each reactor something on its thread.</summary>
    public Task<T[]> AskAsync<T>(Func<Reactor, T> question) => Task.WhenAll(Reactors.Select(reactor => AskAsync(reactor, question))).InTime();

    /// <summary>Waits until so many connections began, and the reactors hold nothing for any of them.</summary>
    public async Task UntilEmptyAsync(int begun)
    {
        using var limit = new CancellationTokenSource(Limits.Hang);
        while (Begun < begun || (await AskAsync(Held.By)).Any(held => held != default))
            Assert.False(limit.IsCancellationRequested, $"{Begun} of {begun} began, and it holds {string.Join(' ', await AskAsync(Held.By))}");
    }

    /// <summary>Ends the relays of the plan's group.</summary>
    public void StopGroup() => _relay.Stop(_plan.Relay.Group);

    /// <summary>Cuts all connections, as a hard stop does, and waits for their end.</summary>
    public Task CutAsync() => _transport.DrainAsync(new CancellationToken(canceled: true)).InTime();

    /// <summary>No step threw.</summary>
    public void AssertNoBug() => Assert.Empty(_bugs);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _listener!.DisposeAsync();
        await _transport.DisposeAsync();
        _server.Dispose();
    }

    private static async Task<T> AskAsync<T>(Reactor reactor, Func<Reactor, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        reactor.Work.Post(_ => answer.SetResult(question(reactor)), null);
        return await answer.Task;
    }

    private void Build(ListenOptions listen)
    {
        listen.Use(next => connection =>
        {
            _reactors.TryAdd(Reactor.Current!, true);
            Interlocked.Increment(ref _begun);
            return next(connection);
        });
        if (_plan.Kind == LegKind.Tls) _transport.AddTls(listen, _plan.Tls);
        listen.Use(_ => ServeAsync);
        _bind.Stages = listen.Build();
    }

    private async Task ServeAsync(ConnectionContext connection)
    {
        await _plan.SetUp(connection);
        var request = new DialRequest((IPEndPoint)_server.LocalEndPoint!, null, false, false, null) { ClientSpeaksFirst = true };
        var dialed = await _transport.Dialer.DialAsync(connection, request, default);
        if (dialed.Leg is null) return;
        var legs = new RelayLegs(connection, dialed.Leg);
        _plan.BeforeRelay(legs);
        await _relay.RelayAsync(legs, _plan.Relay, default);
    }
}
