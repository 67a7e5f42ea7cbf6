using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Nginx.Directives;

/// <summary><c>upstream</c> and what stands in it.</summary>
internal static class NginxUpstreamDirectives
{
    private const int SmallestZone = 32 * 1024;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        new("upstream", NginxContexts.Stream, 1, 1, OpenUpstream,
            "A backend: servers in turns by weight, unless another method is named.") { IsBlock = true, IsRepeatable = true },
        new("server", NginxContexts.Upstream, 1, 16, NginxUpstreamServerParser.Read,
            "A broker `ADDRESS:PORT` with `weight=1`, `max_fails=1`, `fail_timeout=10s`, `max_conns=0`, `backup`, `down`; a name stands for all "
            + "its addresses.")
        { IsRepeatable = true },
        new("zone", NginxContexts.Upstream, 1, 2, ReadZone,
            "Accepted, at least 32k: the state of servers is always shared by all threads."),
        new("hash", NginxContexts.Upstream, 1, 2, ReadHash,
            "The same server for the same key, over the weights of all servers, down ones too; `consistent` = Ketama, fewer clients move when "
            + "servers change."),
        new("least_conn", NginxContexts.Upstream, 0, 0, call => Choose(call, new BalanceConfig { Algorithm = BalanceAlgorithm.LeastConnections }),
            "Fewest connections for its weight."),
        new("random", NginxContexts.Upstream, 0, 2, ReadRandom,
            "Any server by weight; `two [least_conn]` = the one of two with fewer connections."),
    ];

    private static void OpenUpstream(NginxCall call)
    {
        var name = call.Arguments[0];
        var upstream = new NginxUpstreamBlock(name, call.Location);
        if (call.Scope.Main.Upstreams.Find(u => u.Name == name) is { } first)
            call.Error($"'{name}' was defined already at {first.Location}. Use another name.");
        else
            call.Scope.Main.Upstreams.Add(upstream);

        call.RunBlock(new NginxScope(NginxContexts.Upstream, call.Scope.Main, new NginxSettings()) { Upstream = upstream });
        if (!upstream.HasServer)
            call.Error($"'{name}' has no server. Add at least one line 'server ADDRESS:PORT;'.");
    }

    private static void ReadZone(NginxCall call)
    {
        if (call.Arguments.Count == 2 && call.Size(call.Arguments[1]) < SmallestZone)
            call.Error($"zone '{call.Arguments[0]}' is too small. Give at least 32k.");
    }

    private static void ReadHash(NginxCall call)
    {
        if (call.Arguments.Count == 2 && call.Arguments[1] != "consistent")
        {
            call.Error($"unknown parameter '{call.Arguments[1]}'. Only 'consistent' can follow the key.");
            return;
        }

        if (NginxVariables.TryParse(call.Arguments[0], out var unknown) is not { } key)
        {
            call.Error($"variable '{unknown}' cannot be used here. Usable: {string.Join(", ", NginxVariables.Names)}.");
            return;
        }

        var algorithm = call.Arguments.Count == 2 ? BalanceAlgorithm.Ketama : BalanceAlgorithm.Crc32Walk;
        Choose(call, new BalanceConfig { Algorithm = algorithm, Key = key });
    }

    private static void ReadRandom(NginxCall call)
    {
        switch (call.Arguments)
        {
            case []:
                Choose(call, new BalanceConfig { Algorithm = BalanceAlgorithm.Random, RandomDraws = 1 });
                break;
            case ["two"] or ["two", "least_conn"]:
                Choose(call, new BalanceConfig { Algorithm = BalanceAlgorithm.Random, RandomDraws = 2 });
                break;
            case ["two", var method] when method.StartsWith("least_time", StringComparison.Ordinal):
                call.Error($"'{method}' is not built yet. Use 'random two least_conn'.");
                break;
            default:
                call.Error("takes nothing, 'two' or 'two least_conn'.");
                break;
        }
    }

    private static void Choose(NginxCall call, BalanceConfig balance)
    {
        var upstream = call.Scope.Upstream!;
        if (upstream.MethodLocation is { } first)
            call.Warning($"replaces the method of line {first.Line}: the last one counts.");
        upstream.Balance = balance;
        upstream.Method = balance.Algorithm switch
        {
            BalanceAlgorithm.LeastConnections => "least_conn",
            BalanceAlgorithm.Random => "random",
            _ => "hash",
        };
        upstream.MethodLocation = call.Location;
    }
}
