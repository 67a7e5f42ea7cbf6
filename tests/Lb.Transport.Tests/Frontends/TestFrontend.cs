using System.Net;
using Lb.Transport.Listening;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lb.Transport.Tests.Frontends;

/// <summary>Kestrel over the transport under test, with binds on free loopback ports.</summary>
internal sealed class TestFrontend : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ListenOptions[] _listens;

    private TestFrontend(WebApplication application, ListenOptions[] listens, PortableTls? tls)
    {
        _application = application;
        _listens = listens;
        Tls = tls;
    }

    /// <summary>TLS of all binds; null = plain TCP.</summary>
    public ITlsBind? Tls { get; }

    /// <summary>Address of the first bind.</summary>
    public IPEndPoint Address => AddressOf(0);

    public static BindEndPoint Bind(params AcceptGate[] gates) => new(IPAddress.Loopback, 0, gates);

    public static Task<TestFrontend> StartAsync(
        ConnectionDelegate run, TlsSettings? tls = null, Func<ConnectionDelegate, ConnectionDelegate>? around = null) =>
        StartAsync([Bind()], run, tls, around);

    public static async Task<TestFrontend> StartAsync(
        BindEndPoint[] binds, ConnectionDelegate run, TlsSettings? tls = null, Func<ConnectionDelegate, ConnectionDelegate>? around = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IConnectionListenerFactory, GatedListenerFactory>();
        var handshake = tls is null ? null : new PortableTls(tls, TimeProvider.System);
        var listens = new List<ListenOptions>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var bind in binds)
            {
                kestrel.Listen(bind, listen =>
                {
                    listens.Add(listen);
                    if (around is not null) listen.Use(around);
                    handshake?.AddTo(listen);
                    listen.Use(_ => run);
                });
            }
        });
        var application = builder.Build();
        await application.StartAsync();
        return new TestFrontend(application, [.. listens], handshake);
    }

    public IPEndPoint AddressOf(int bind) => new(IPAddress.Loopback, _listens[bind].IPEndPoint!.Port);

    public Task StopAsync(CancellationToken now) => _application.StopAsync(now);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
