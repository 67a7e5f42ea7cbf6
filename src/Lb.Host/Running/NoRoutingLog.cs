using Lb.Proxy.Connections;
using Lb.Proxy.Relaying;

namespace Lb.Host.Running;

/// <summary>Tells nobody where connections went; their log lines do.</summary>
internal sealed class NoRoutingLog : IRoutingLog
{
    public bool WantsClientId => false;

    public void Connected(ClientConnection connection)
    {
        // The connection line at its end says it.
    }
}
