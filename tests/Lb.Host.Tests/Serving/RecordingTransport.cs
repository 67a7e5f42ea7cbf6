using System.Net;
using Lb.Host.Serving;
using Lb.Transport;
using Lb.Transport.Dialing;
using Lb.Transport.Listening;
using Lb.Transport.Relaying;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Lb.Host.Tests.Serving;

/// <summary>Notes what it is asked for, and listens nowhere.</summary>
internal sealed class RecordingTransport(TimeProvider time, ILoggerFactory log) : ITransport, IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly PortableTransport _portable = new(time, log);

    public List<BindEndPoint> Binds { get; } = [];

    public List<string> Calls { get; } = [];

    public string Name => "recording";

    public TimeProvider StageTime => time;

    public IConnectionListenerFactory Listeners => this;

    public IServerDialer Dialer => _portable.Dialer;

    public static TransportChoice Choice(Action<RecordingTransport> made) => new("recording", (_, time, log, _) =>
    {
        var transport = new RecordingTransport(time, log);
        made(transport);
        return transport;
    });

    public IRelay CreateRelay(IRelayCompletion completion) => _portable.CreateRelay(completion);

    public ITlsBind AddTls(ListenOptions listen, TlsSettings settings) => new BrokenTls();

    public Task DrainAsync(CancellationToken hardStop)
    {
        Calls.Add("drain");
        return Task.CompletedTask;
    }

    public bool CanBind(EndPoint endpoint) => endpoint is BindEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Binds.Add((BindEndPoint)endpoint);
        return ValueTask.FromResult<IConnectionListener>(new SilentListener(endpoint));
    }

    public ValueTask DisposeAsync()
    {
        Calls.Add("dispose");
        return _portable.DisposeAsync();
    }

    private sealed class BrokenTls : ITlsBind
    {
        public ITlsReplacement Prepare(TlsSettings settings) => throw new InvalidOperationException("It has a bug.");
    }

    private sealed class SilentListener(EndPoint address) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _unbound = new();

        public EndPoint EndPoint => address;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_unbound.Task);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _unbound.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
