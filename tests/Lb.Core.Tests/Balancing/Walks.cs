using System.Net;
using Lb.Core.Picking;
using Lb.Core.Samples;
using Lb.Core.State;

namespace Lb.Core.Tests.Balancing;

/// <summary>Walks the servers to try as the dial stage does.</summary>
internal static class Walks
{
    /// <summary>Name of the first server that does not refuse; empty where all attempts failed.</summary>
    public static string FirstThatAccepts(BackendState backend, IPAddress source, List<ServerSpec> specs)
    {
        var session = PickSession.TryStart(backend, new ConnectionFacts { Client = new IPEndPoint(source, 1) })!;
        for (var next = session.First(); next is { Server: { } server }; next = session.NextAfterFailure(server))
        {
            if (!specs.Single(spec => spec.Name == server.Name).Refuses) return server.Name;
        }

        return "";
    }
}
