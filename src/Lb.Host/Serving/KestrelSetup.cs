using Lb.Admin.Http;
using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Host.Running;
using Lb.Proxy;
using Lb.Proxy.Connections;
using Lb.Proxy.FirstPacket;
using Lb.Transport;
using Lb.Transport.Listening;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lb.Host.Serving;

/// <summary>Kestrel as the house of all frontends: TCP binds through the connection pipeline, HTTP binds through its HTTP/1.1.</summary>
internal sealed class KestrelSetup(BoundFrontends binds, ConnectionPipeline pipeline, ProcessLogs logs, ILoggerFactory kestrelLog)
{
    private readonly RuntimeState _state = binds.Process;

    public KestrelServer Create(IConnectionListenerFactory listeners)
    {
        var options = new KestrelServerOptions { ApplicationServices = KestrelServices.Create(kestrelLog), AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = null;
        var process = new AcceptGate(ProcessLimit(_state.Config));
        foreach (var frontend in _state.Frontends) AddFrontend(options, frontend, process);
        return new KestrelServer(Options.Create(options), listeners, kestrelLog);
    }

    private static int ProcessLimit(LbConfig config) =>
        config.Global.MaxConnections ?? DescriptorLimit.MaxConnections(DescriptorLimit.Read());

    private void AddFrontend(KestrelServerOptions options, FrontendState frontend, AcceptGate process)
    {
        var gates = new List<AcceptGate> { process };
        if (frontend.Config.MaxConnections is { } limit) gates.Add(new AcceptGate(limit));
        foreach (var bind in frontend.Config.Binds)
        {
            var address = AddressOf(frontend, bind, gates, _state.Config.Global);
            options.Listen(address, listen =>
            {
                if (address.Mode == BindMode.Http) ServeHttp(listen, new HttpFrontend(frontend.Config, _state, logs.Router, BuildInfo.Version), address);
                else ServeTcp(listen, frontend, bind, address);
            });
        }
    }

    private void ServeTcp(ListenOptions listen, FrontendState frontend, BindConfig bind, BindEndPoint address)
    {
        pipeline.Build(listen, binds.Add(frontend, bind, address));
        address.Stages = listen.Build();
    }

    private static BindEndPoint AddressOf(FrontendState frontend, BindConfig bind, List<AcceptGate> gates, GlobalConfig global)
    {
        IReadOnlyList<AcceptGate> all = bind.MaxConnections is { } limit ? [.. gates, new AcceptGate(limit)] : gates;
        return new BindEndPoint(bind.Address.Address, bind.Address.Port, all)
        {
            Mode = frontend.Config.Mode == ProxyMode.Http ? BindMode.Http : BindMode.Tcp,
            ClientSpeaksFirst = bind.DeferAccept || bind.AcceptProxy || bind.Tls is not null || frontend.Needs.Payload,
            DualStack = bind.DualStack,
            KeepAlive = frontend.Config.TcpKeepAlive,
            Backlog = bind.Backlog ?? frontend.Config.MaxConnections ?? 4096,
            ReadLimit = frontend.Needs.Payload ? PayloadLimit.BytesOf(global) + global.BufferSize : RelayBuffers.PipeLimit,
        };
    }

    private static void ServeHttp(ListenOptions listen, HttpFrontend pages, BindEndPoint address)
    {
        listen.Protocols = HttpProtocols.Http1;
        var feature = new HttpFrontendFeature(pages.AnswerAsync);
        listen.Use(next => context => ServeHttpConnectionAsync(context, feature, address, next));
    }

    private static async Task ServeHttpConnectionAsync(ConnectionContext context, HttpFrontendFeature feature, BindEndPoint address, ConnectionDelegate next)
    {
        context.Features.Set(feature);
        try
        {
            await next(context);
        }
        finally
        {
            address.Leave();
        }
    }
}
