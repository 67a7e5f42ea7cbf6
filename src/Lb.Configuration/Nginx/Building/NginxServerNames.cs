using System.Collections.Immutable;
using System.Net;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>Servers of a backend: a name that has several addresses becomes several servers, and each gets a name of its own.</summary>
internal static class NginxServerNames
{
    /// <summary>The servers of an upstream, in file order.</summary>
    public static ImmutableArray<ServerConfig> Expand(NginxUpstreamBlock upstream, NginxServerLeg leg)
    {
        var servers = ImmutableArray.CreateBuilder<ServerConfig>();
        var names = new HashSet<string>();
        // A lone server is never taken out, as there is no other to go to.
        var alone = upstream.Servers.Sum(s => s.Addresses.Length) == 1;
        foreach (var line in upstream.Servers)
        {
            foreach (var address in line.Addresses)
            {
                var name = line.Addresses.Length == 1 ? $"{line.AddressText}:{line.Port}" : new IPEndPoint(address, line.Port).ToString();
                servers.Add(Build(line, address, Unique(name, names), servers.Count + 1, alone, leg));
            }
        }

        return servers.ToImmutable();
    }

    private static ServerConfig Build(NginxUpstreamServer line, IPAddress address, string name, int id, bool alone, NginxServerLeg leg) => new()
    {
        Name = name,
        Id = id,
        Location = line.Location,
        AddressText = line.AddressText,
        Address = address,
        Port = line.Port,
        Weight = line.Weight,
        Backup = line.Backup,
        Disabled = line.Down,
        MaxConnections = line.MaxConnections,
        SkipWhenFull = true,
        PassiveFailures = alone || line.MaxFails == 0 || line.FailTimeout == TimeSpan.Zero
            ? null
            : new PassiveFailureConfig(line.MaxFails, line.FailTimeout),
        ProxyHeader = leg.SendProxyHeader ? new ProxyHeaderConfig(1, ProxyHeaderFields.None) : null,
    };

    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var i = 2; !names.Add(unique); i++) unique = $"{name}#{i}";
        return unique;
    }
}
