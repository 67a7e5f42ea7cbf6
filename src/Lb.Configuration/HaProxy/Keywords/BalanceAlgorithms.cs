using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Names of balance algorithms.</summary>
internal static class BalanceAlgorithms
{
    /// <summary>Algorithms without arguments.</summary>
    public static IReadOnlyDictionary<string, BalanceAlgorithm> ByName { get; } = new Dictionary<string, BalanceAlgorithm>
    {
        ["roundrobin"] = BalanceAlgorithm.RoundRobin,
        ["static-rr"] = BalanceAlgorithm.StaticRoundRobin,
        ["leastconn"] = BalanceAlgorithm.LeastConnections,
        ["first"] = BalanceAlgorithm.First,
        ["source"] = BalanceAlgorithm.Source,
    };

    /// <summary>Every algorithm that this version has.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys, "hash", "random"];

    /// <summary>Algorithms of HAProxy that this version does not have yet.</summary>
    public static IReadOnlyList<string> Unbuilt { get; } = ["uri", "url_param", "hdr", "rdp-cookie", "log-hash", "sticky"];
}
