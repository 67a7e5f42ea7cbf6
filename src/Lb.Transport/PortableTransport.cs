using Lb.Transport.Dialing;
using Lb.Transport.Listening;
using Lb.Transport.Relaying;
using Lb.Transport.Relaying.Portable;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Lb.Transport;

/// <summary>Kestrel's sockets and <see cref="System.Net.Security.SslStream"/>: runs on every system.</summary>
/// <param name="time">Clock of timeouts.</param>
/// <param name="log">Where Kestrel's sockets log.</param>
public sealed class PortableTransport(TimeProvider time, ILoggerFactory log) : ITransport
{
    /// <inheritdoc/>
    public string Name => "portable";

    /// <inheritdoc/>
    public TimeProvider StageTime => time;

    /// <inheritdoc/>
    public IConnectionListenerFactory Listeners { get; } = new GatedListenerFactory(log);

    /// <inheritdoc/>
    public IServerDialer Dialer { get; } = new PortableDialer(time);

    /// <inheritdoc/>
    public IRelay CreateRelay(IRelayCompletion completion) => new PortableRelay(completion, time);

    /// <inheritdoc/>
    public ITlsBind AddTls(ListenOptions listen, TlsSettings settings)
    {
        var tls = new PortableTls(settings, time);
        tls.AddTo(listen);
        return tls;
    }

    /// <summary>Completes at once: Kestrel knows every connection until its end.</summary>
    public Task DrainAsync(CancellationToken hardStop) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
