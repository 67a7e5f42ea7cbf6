using Lb.Proxy.Connections;

namespace Lb.Proxy.Relaying;

/// <summary>Told where each connection went, while everything known about it is still at hand. The demo prints it.</summary>
public interface IRoutingLog
{
    /// <summary>Whether <see cref="ClientConnection.ClientId"/> is to be kept where a CONNECT was read.</summary>
    bool WantsClientId { get; }

    /// <summary>A connection reached its server; called before the relay starts, must be quick.</summary>
    void Connected(ClientConnection connection);
}
