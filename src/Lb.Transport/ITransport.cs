using Lb.Transport.Dialing;
using Lb.Transport.Relaying;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lb.Transport;

/// <summary>How bytes move: everything between the sockets and the stages of a connection. One is chosen at start-up.</summary>
public interface ITransport : IAsyncDisposable
{
    /// <summary>Its name: <c>portable</c> or <c>fast</c>.</summary>
    string Name { get; }

    /// <summary>Clock for the stages of its connections: timers that they make on its threads are told there.</summary>
    TimeProvider StageTime { get; }

    /// <summary>Listens on <see cref="Listening.BindEndPoint"/>; Kestrel's factory for all binds.</summary>
    IConnectionListenerFactory Listeners { get; }

    /// <summary>Opens server legs.</summary>
    IServerDialer Dialer { get; }

    /// <summary>Makes the relay. Called once.</summary>
    IRelay CreateRelay(IRelayCompletion completion);

    /// <summary>Puts TLS into a bind's pipeline: what is added afterwards sees the plain text, and <see cref="ITlsSession"/> among the features.</summary>
    /// <returns>The bind's TLS, to replace what its files held; it lives as long as the transport.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate, key or list cannot be read.</exception>
    ITlsBind AddTls(ListenOptions listen, TlsSettings settings);

    /// <summary>Waits until the connections that Kestrel does not know of have ended, after the listeners closed.</summary>
    /// <param name="hardStop">Cancelled: they are cut.</param>
    Task DrainAsync(CancellationToken hardStop);
}
