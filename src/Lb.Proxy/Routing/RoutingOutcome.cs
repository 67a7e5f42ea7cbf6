using Lb.Core.Closing;

namespace Lb.Proxy.Routing;

/// <summary>How far the first bytes brought a connection.</summary>
/// <param name="IsFinal">False: more bytes are needed.</param>
/// <param name="Reason">Why the connection ends; null = it goes on.</param>
internal readonly record struct RoutingOutcome(bool IsFinal, CloseReason? Reason)
{
    /// <summary>More bytes are needed.</summary>
    public static RoutingOutcome NeedMoreData => default;

    /// <summary>A backend was chosen, and its keys were read.</summary>
    public static RoutingOutcome Routed => new(IsFinal: true, Reason: null);

    /// <summary>The connection ends.</summary>
    public static RoutingOutcome End(CloseReason reason) => new(IsFinal: true, reason);
}
