using System.Collections.Immutable;
using Lb.Core.State;

namespace Lb.Admin.Statistics;

/// <summary>One row of the statistics: a frontend, a server or a backend; exactly one of them is set.</summary>
/// <param name="ProxyId">Number of the section, from 1; the frontend and the backend of a <c>listen</c> section share it.</param>
/// <param name="Frontend">The frontend, or null.</param>
/// <param name="Server">The server, or null.</param>
/// <param name="Backend">The backend, or null.</param>
public sealed record StatisticsRow(int ProxyId, FrontendState? Frontend, ServerState? Server, BackendState? Backend)
{
    /// <summary>Name of the section.</summary>
    public string ProxyName => Frontend?.Name ?? Server?.Backend.Name ?? Backend!.Name;

    /// <summary>Name of the server, <c>FRONTEND</c> or <c>BACKEND</c>.</summary>
    public string ServiceName => Server?.Name ?? (Frontend is null ? "BACKEND" : "FRONTEND");

    /// <summary>All rows, section by section; within a section the frontend, the servers and the backend.</summary>
    public static ImmutableArray<StatisticsRow> AllOf(RuntimeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var names = state.Frontends.Select(frontend => frontend.Name).Union(state.Backends.Select(backend => backend.Name));
        return [.. names.SelectMany((name, index) => OfSection(state, name, index + 1))];
    }

    private static IEnumerable<StatisticsRow> OfSection(RuntimeState state, string name, int id)
    {
        foreach (var frontend in state.Frontends.Where(frontend => frontend.Name == name)) yield return new StatisticsRow(id, frontend, null, null);
        if (state.FindBackend(name) is not { } backend) yield break;
        foreach (var server in backend.Servers) yield return new StatisticsRow(id, null, server, null);
        yield return new StatisticsRow(id, null, null, backend);
    }
}
