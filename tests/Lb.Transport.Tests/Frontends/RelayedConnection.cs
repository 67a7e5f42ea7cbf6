using System.Net;
using System.Net.Sockets;
using Lb.Testing.Time;
using Lb.Transport.Dialing;
using Lb.Transport.Relaying;
using Lb.Transport.Relaying.Portable;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Frontends;

/// <summary>One client, the relay under test between a real frontend and a real server socket, and a clock that stands still.</summary>
internal sealed class RelayedConnection : IAsyncDisposable
{
    private readonly TestFrontend _frontend;
    private readonly RecordedCompletion _completion;

    private RelayedConnection(
        TestFrontend frontend, RecordedCompletion completion, RelayRun run, ManualTimeProvider clock, Socket socket, Stream client, Socket server)
    {
        Run = run;
        _frontend = frontend;
        _completion = completion;
        Clock = clock;
        ClientSocket = socket;
        Client = client;
        Server = server;
        ServerStream = new NetworkStream(server, ownsSocket: true);
    }

    public ManualTimeProvider Clock { get; }

    public Socket ClientSocket { get; }

    /// <summary>The client's side: the socket's stream, or TLS over it.</summary>
    public Stream Client { get; }

    /// <summary>The server's side, accepted.</summary>
    public Socket Server { get; }

    public NetworkStream ServerStream { get; }

    public Task<RelayOutcome> Outcome => _completion.Outcome.InTime();

    public bool HasEnded => _completion.Outcome.IsCompleted;

    /// <summary>What came back with the outcome.</summary>
    public async Task<RelayTag> TagAsync()
    {
        await Outcome;
        return _completion.Tag;
    }

    /// <summary>The relay, to look into it and to end it from outside.</summary>
    public RelayRun Run { get; }

    /// <param name="kind">With TLS or without.</param>
    /// <param name="settings">Timers; none by default.</param>
    /// <param name="setUp">What runs on the client leg before the relay.</param>
    /// <param name="first">What the client sends before the test goes on.</param>
    /// <param name="tag">What travels with the relay.</param>
    public static async Task<RelayedConnection> StartAsync(
        LegKind kind, RelaySettings settings = default, Func<ConnectionContext, Task>? setUp = null, byte[]? first = null, RelayTag tag = default)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var clock = new ManualTimeProvider();
        var completion = new RecordedCompletion();
        var relay = new PortableRelay(completion, clock);
        var started = new TaskCompletionSource<RelayRun>(TaskCreationOptions.RunContinuationsAsynchronously);
        var frontend = await TestFrontend.StartAsync(RelayAsync, kind == LegKind.Tls ? TestTls.Settings : null);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(frontend.Address).InTime();
        var client = kind == LegKind.Tls
            ? (Stream)await TestTls.ConnectAsync(socket, TestTls.ClientOptions()).InTime()
            : new NetworkStream(socket, ownsSocket: true);
        if (first is not null) await client.WriteAsync(first);
        var server = await listener.AcceptAsync().InTime();
        return new RelayedConnection(frontend, completion, await started.Task.InTime(), clock, socket, client, server);

        async Task RelayAsync(ConnectionContext connection)
        {
            if (setUp is not null) await setUp(connection);
            var request = new DialRequest((IPEndPoint)listener.LocalEndPoint!, null, false, false, null);
            var dialed = await new PortableDialer(TimeProvider.System).DialAsync(connection, request, default);
            var relaying = relay.RelayAsync(new RelayLegs(connection, dialed.Leg!), settings, tag);
            started.SetResult(Assert.Single(relay.RunningOf(settings.Group)));
            await relaying;
        }
    }

    /// <summary>The client's orderly end of data, with TLS's own good-bye before it.</summary>
    public async Task CloseClientSendingAsync()
    {
        if (Client is System.Net.Security.SslStream tls) await tls.ShutdownAsync();
        ClientSocket.Shutdown(SocketShutdown.Send);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await ServerStream.DisposeAsync();
        await _frontend.DisposeAsync();
    }
}
