using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Lb.Core.State;
using Lb.Proxy.Connections;
using Lb.Proxy.Dialing;
using Lb.Proxy.FirstPacket;
using Lb.Proxy.Relaying;
using Lb.Proxy.Tests.Proxies;
using Lb.Testing.Certificates;
using Lb.Transport;
using Lb.Transport.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lb.Proxy.Tests.Kestrel;

/// <summary>The pipeline in Kestrel, over sockets and TLS, with the relay that it ships with.</summary>
internal sealed class KestrelProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _hardStop = new();
    private readonly AcceptGate _gate = new(1000);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mqlb-proxy-");
    private readonly TestCertificate _certificate;
    private readonly TimeProvider _clock;
    private readonly WebApplication _application;
    private ListenOptions? _listen;

    /// <param name="frontend">Lines of the frontend.</param>
    /// <param name="backend">Lines of the backend.</param>
    /// <param name="bindOptions">Options of the bind behind <c>ssl crt</c>.</param>
    /// <param name="clock">Clock of the stages; null = the system's.</param>
    public KestrelProxy(string[] frontend, string[] backend, string bindOptions = "", TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _certificate = new TestAuthority().IssueServer(TestKeyType.Ecdsa, "broker.example");
        var path = Path.Combine(_folder.FullName, "broker.pem");
        File.WriteAllText(path, _certificate.BundlePem);
        var sections = Configs.Sections(frontend, backend)
            .Replace("bind 127.0.0.1:1883", $"bind 127.0.0.1:8883 ssl crt {path} {bindOptions}", StringComparison.Ordinal);
        State = new RuntimeState(Configs.Parse(sections), _clock, new Random(1));
        _application = Build();
    }

    public RuntimeState State { get; }

    public RecordedLogs Logs { get; } = new();

    public RecordedRoutes Routes { get; } = new();

    public FrontendState Frontend => State.Frontends[0];

    public int OpenGate => _gate.Open;

    public Task StartAsync() => _application.StartAsync();

    /// <summary>A hard stop, as the program does it.</summary>
    public async Task StopNowAsync()
    {
        await _hardStop.CancelAsync();
        await _application.StopAsync(_hardStop.Token);
    }

    public async Task<Socket> OpenAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _listen!.IPEndPoint!.Port);
        return socket;
    }

    public async Task<SslStream> SecureAsync(Socket socket, string name = "broker.example")
    {
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.Equals(_certificate.Certificate) == true }).InTime();
        return tls;
    }

    public async ValueTask DisposeAsync()
    {
        await StopNowAsync();
        await _application.DisposeAsync();
        _hardStop.Dispose();
        _folder.Delete(recursive: true);
    }

    private WebApplication Build()
    {
        var transport = new PortableTransport(_clock, NullLoggerFactory.Instance);
        var binds = new BoundFrontends(State);
        var ends = new ConnectionEnds(binds, Logs, _clock, _hardStop.Token);
        var relay = transport.CreateRelay(new RelayCompletion(State, ends));
        MarkedDownShutdown.Wire(State, relay);
        var pipeline = new ConnectionPipeline(
            transport,
            ends,
            new FirstPacketStage(Routes, _clock),
            new DialStage(transport.Dialer, _clock, _hardStop.Token),
            new RelayStage(relay, ends, Routes),
            _clock);
        var address = new BindEndPoint(IPAddress.Loopback, 0, [_gate]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(transport.Listeners);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, listen =>
        {
            _listen = listen;
            pipeline.Build(listen, binds.Add(Frontend, Frontend.Config.Binds[0], address));
        }));
        return builder.Build();
    }
}
