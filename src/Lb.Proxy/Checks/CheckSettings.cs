using System.Net;
using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Transport.Dialing;

namespace Lb.Proxy.Checks;

/// <summary>Where a server's check goes and how long it may take.</summary>
/// <param name="Dial">The connection; its timeout is the time to connect.</param>
/// <param name="AnswerTimeout">Time for what is said after the connect; null = what is left of the time to connect.</param>
/// <param name="ProxyHeader">Sent first; null = none.</param>
internal sealed record CheckSettings(DialRequest Dial, TimeSpan? AnswerTimeout, ProxyHeaderConfig? ProxyHeader)
{
    /// <summary>Works them out: with <c>timeout check</c> the connect has the shorter of <c>timeout connect</c> and <c>inter</c> and the answer
    /// <c>timeout check</c>; without, <c>inter</c> bounds both (HAProxy manual, <c>timeout check</c>).</summary>
    public static CheckSettings Of(ServerState server)
    {
        var check = server.Config.Check!;
        var backend = server.Backend.Config;
        var connect = check.Interval;
        if (backend.CheckTimeout is not null && backend.ConnectTimeout is { } limit && limit < connect) connect = limit;
        var address = new IPEndPoint(check.Address ?? server.Config.Address, check.Port ?? server.Config.Port);
        var source = SourceOf(server.Config.Source ?? backend.Source);
        var dial = new DialRequest(address, source, Transparent: false, KeepAlive: false, connect);
        return new CheckSettings(dial, backend.CheckTimeout, check.ProxyHeader);
    }

    // Checks leave from the configured address, never from a client's.
    private static IPEndPoint? SourceOf(SourceAddressConfig? source) =>
        source is null || source.Address.Equals(IPAddress.Any) || source.Address.Equals(IPAddress.IPv6Any)
            ? null
            : new IPEndPoint(source.Address, 0);
}
