using System.Globalization;
using Lb.Configuration.Model;
using Lb.Core.Tests.State;

namespace Lb.Core.Tests.Balancing;

/// <summary>A server in short: its weight, then <c>d</c> for disabled, <c>b</c> for backup, <c>x</c> for one that refuses
/// connections.</summary>
internal sealed record ServerSpec(int Id, int Weight, bool Disabled, bool Backup, bool Refuses)
{
    public string Name => $"S{Id}";

    public ServerConfig Config => Configs.Server(Id, Weight) with { Disabled = Disabled, Backup = Backup };

    public static List<ServerSpec> ParseAll(string specs) => [.. specs.Split(' ').Select((spec, index) => Parse(index + 1, spec))];

    public string HaproxyLine(int port) =>
        $"  server {Name} 127.0.0.1:{port} weight {Weight}{(Disabled ? " disabled" : "")}{(Backup ? " backup" : "")}";

    public string NginxLine(int port) => $"server 127.0.0.1:{port} weight={Weight} max_fails=0{(Disabled ? " down" : "")};";

    private static ServerSpec Parse(int id, string spec) =>
        new(id, int.Parse(spec.TrimEnd('b', 'd', 'x'), CultureInfo.InvariantCulture), spec.Contains('d'), spec.Contains('b'), spec.Contains('x'));
}
