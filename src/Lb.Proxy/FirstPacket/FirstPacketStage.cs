using System.IO.Pipelines;
using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Lb.Proxy.Relaying;
using Lb.Proxy.Routing;

namespace Lb.Proxy.FirstPacket;

/// <summary>Reads what the client says first, as far as rules, <c>stick</c> and <c>balance</c> ask for it, and routes the connection. Every byte
/// stays in the pipe for the server. Where nothing is asked for, nothing is read: a server may speak first.</summary>
/// <param name="routes">Whether somebody wants to know client ids.</param>
/// <param name="time">Clock of the deadlines.</param>
public sealed class FirstPacketStage(IRoutingLog routes, TimeProvider time)
{
    /// <summary>Routes the connection.</summary>
    /// <returns>Why it ends; null = a backend and its keys are known.</returns>
    public async ValueTask<CloseReason?> RunAsync(ClientConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var routing = new RoutingRun(connection);
        if (!connection.Frontend.Needs.Payload) return routing.Advance(TimeSpan.Zero, clientIsDone: true).Reason;

        // Without bytes, a rule that looks at addresses only may send this client where the server speaks first.
        if (!HasBytes(connection.Context.Transport.Input))
        {
            var outcome = routing.Advance(TimeSpan.Zero, clientIsDone: false);
            if (outcome.IsFinal) return outcome.Reason;
        }

        return await ReadAndRouteAsync(connection, routing);
    }

    private static bool HasBytes(PipeReader input)
    {
        if (!PipeReading.TryReadAtOnce(input, out var read) || read is not { } there) return false;
        input.AdvanceTo(there.Buffer.Start);
        return !there.Buffer.IsEmpty;
    }

    private async ValueTask<CloseReason?> ReadAndRouteAsync(ClientConnection connection, RoutingRun routing)
    {
        var input = connection.Context.Transport.Input;
        using var deadline = new ReadDeadline(input, time);
        while (true)
        {
            if (await deadline.ReadAsync(routing.Patience) is not { } read) return CloseReason.ClientClosedBeforeData;
            var outcome = Route(connection, routing, read, deadline.Elapsed);
            if (outcome.IsFinal)
            {
                FirstPacketCounts.Count(connection, routes.WantsClientId);
                connection.Facts.Payload = default;
                input.AdvanceTo(read.Buffer.Start);
                return outcome.Reason;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static RoutingOutcome Route(ClientConnection connection, RoutingRun routing, in ReadResult read, TimeSpan elapsed)
    {
        connection.Facts.Payload = read.Buffer;
        connection.BytesIn = read.Buffer.Length;
        if (read.IsCompleted && read.Buffer.IsEmpty) return RoutingOutcome.End(CloseReason.ClientClosedBeforeData);
        return routing.Advance(elapsed, read.IsCompleted);
    }
}
