using System.Collections.Immutable;
using Lb.Core.State;

namespace Lb.Admin.Metrics;

/// <summary>Values of the label <c>state</c> of servers, in HAProxy's order.</summary>
internal static class ServerStates
{
    public static ImmutableArray<string> All { get; } = ["DOWN", "UP", "MAINT", "DRAIN", "NOLB"];

    public static string Of(ServerState server) => server.Status switch
    {
        ServerStatus.Up => "UP",
        ServerStatus.Down => "DOWN",
        ServerStatus.Drain => "DRAIN",
        _ => "MAINT",
    };
}
