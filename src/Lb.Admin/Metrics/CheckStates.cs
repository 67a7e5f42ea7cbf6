using System.Collections.Immutable;
using Lb.Core.Health;
using Lb.Core.State;

namespace Lb.Admin.Metrics;

/// <summary>Values of the label <c>state</c> of checks: the codes of HAProxy's <c>check_status</c> that a check can end with.</summary>
internal static class CheckStates
{
    public static ImmutableArray<string> All { get; } =
    [
        .. Enum.GetValues<CheckStatus>()
            .Where(status => status is not (CheckStatus.Unknown or CheckStatus.Initializing))
            .Select(CheckStatusTable.CodeOf),
    ];

    public static string Of(ServerState server) => CheckStatusTable.CodeOf(server.LastCheck.Status);
}
