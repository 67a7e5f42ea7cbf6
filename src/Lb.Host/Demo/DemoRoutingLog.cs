using Lb.Core.Picking;
using Lb.Proxy.Connections;
using Lb.Proxy.Relaying;

namespace Lb.Host.Demo;

/// <summary>One line for each connection: which client id went to which broker, and why.</summary>
internal sealed class DemoRoutingLog : IRoutingLog
{
    public bool WantsClientId => true;

    public void Connected(ClientConnection connection)
    {
        var way = connection.Bound.Bind.Tls is null ? "plain" : "TLS";
        var client = string.IsNullOrEmpty(connection.ClientId) ? "a client without id" : $"'{connection.ClientId}'";
        Console.WriteLine($"{connection.AcceptedAt:HH:mm:ss} {client} from {connection.Client} ({way}) -> {connection.Server!.Name}: {Why(connection)}");
    }

    private static string Why(ClientConnection connection) => connection switch
    {
        { Redispatched: true } => "its own broker did not answer",
        { Picks.StickLookup: StickLookup.Hit } => "the stick table remembers this id",
        { Picks.StickLookup: StickLookup.Miss } => "new id, the broker with the fewest connections",
        _ => "nothing to remember it by, the broker with the fewest connections",
    };
}
