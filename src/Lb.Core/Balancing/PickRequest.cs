using System.Net;
using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary>What a balancer may know about the connection that it picks for.</summary>
public readonly ref struct PickRequest
{
    /// <summary>The client's address; null where there is none, then <c>balance source</c> takes turns.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>Whether <see cref="Key"/> holds a key; without one the hashing algorithms take turns.</summary>
    public bool HasKey { get; init; }

    /// <summary>Key of the hashing algorithms.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Servers that must not be picked, because an attempt on them failed; null = none.</summary>
    public IReadOnlyList<ServerState>? Excluded { get; init; }

    /// <summary>Whether <paramref name="server"/> may be picked at all: not excluded, and not out by failed connects.</summary>
    public bool Allows(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (server.PassiveFailures is { IsUsable: false }) return false;
        return Excluded is null || !Excluded.Contains(server);
    }

    /// <summary>Whether <paramref name="server"/> may be picked and has a free slot.</summary>
    public bool AllowsNow(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.HasFreeSlot && Allows(server);
    }
}
