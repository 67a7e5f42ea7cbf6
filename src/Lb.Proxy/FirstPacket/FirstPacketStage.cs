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

        // What is there already is looked at in the first step.
        var input = connection.Context.Transport.Input;
        if (PipeReading.TryReadAtOnce(input, out var first) && first is { Buffer.IsEmpty: false } read)
        {
            var atOnce = Route(connection, routing, read, TimeSpan.Zero);
            if (atOnce.IsFinal) return Leave(connection, input, read, atOnce);
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            return await ReadAndRouteAsync(connection, routing);
        }

        if (first is { } nothing) input.AdvanceTo(nothing.Buffer.Start);

        // A rule that looks at addresses only may send this client where the server speaks first.
        var outcome = routing.Advance(TimeSpan.Zero, clientIsDone: false);
        return outcome.IsFinal ? outcome.Reason : await ReadAndRouteAsync(connection, routing);
    }

    private async ValueTask<CloseReason?> ReadAndRouteAsync(ClientConnection connection, RoutingRun routing)
    {
        var input = connection.Context.Transport.Input;
        using var deadline = new ReadDeadline(input, time);
        while (true)
        {
            if (await deadline.ReadAsync(routing.Patience) is not { } read) return CloseReason.ClientClosedBeforeData;
            var outcome = Route(connection, routing, read, deadline.Elapsed);
            if (outcome.IsFinal) return Leave(connection, input, read, outcome);
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private CloseReason? Leave(ClientConnection connection, PipeReader input, in ReadResult read, in RoutingOutcome outcome)
    {
        FirstPacketCounts.Count(connection, routes.WantsClientId);
        connection.Facts.Payload = default;
        input.AdvanceTo(read.Buffer.Start);
        return outcome.Reason;
    }

    private static RoutingOutcome Route(ClientConnection connection, RoutingRun routing, in ReadResult read, TimeSpan elapsed)
    {
        connection.Facts.Payload = read.Buffer;
        connection.BytesIn = read.Buffer.Length;
        if (read.IsCompleted && read.Buffer.IsEmpty) return RoutingOutcome.End(CloseReason.ClientClosedBeforeData);
        return routing.Advance(elapsed, read.IsCompleted);
    }
}
