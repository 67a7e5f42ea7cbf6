using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>Numbers of servers (HAProxy manual 5.2, <c>id</c>).</summary>
internal static class ServerIds
{
    /// <summary>Marks a server without <c>id</c>.</summary>
    public const int Unassigned = 0;

    /// <summary>Gives each server without <c>id</c> the lowest number that is free, in file order.</summary>
    public static ImmutableArray<ServerConfig> Assign(IReadOnlyList<ServerConfig> servers)
    {
        var taken = servers.Select(server => server.Id).ToHashSet();
        var next = 1;
        return [.. servers.Select(server => server.Id == Unassigned ? server with { Id = NextFree() } : server)];

        int NextFree()
        {
            while (!taken.Add(next))
                next++;
            return next;
        }
    }
}
