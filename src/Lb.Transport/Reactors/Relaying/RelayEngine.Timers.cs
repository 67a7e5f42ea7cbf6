using Lb.Transport.Reactors.Records;
using Lb.Transport.Relaying;

namespace Lb.Transport.Reactors.Relaying;

/// <remarks>One timer a connection: for the leg that has been quiet for too long, and for what is put off until there is time. A message moves no timer; it
/// notes when it came.</remarks>
internal sealed unsafe partial class RelayEngine<TSockets, TTls>
{
    /// <summary>Milliseconds that a session ticket waits for bytes with which to leave: longer than a near server takes to answer.</summary>
    private const int MostCorked = 200;

    /// <summary>Milliseconds until a FIN that had to wait is tried again: about what the answer of a far client takes.</summary>
    private const int FinWait = 40;

    /// <summary>Milliseconds until a connection counts as one that stays.</summary>
    public required int UntilSettled { get; init; }

    /// <summary>The timer of a connection is due: a leg was quiet for too long, or moved bytes since it was set.</summary>
    public void OnTimer(ConnectionRecord* connection)
    {
        slab.Check(connection->Handle, connection);
        if (IsQuiet(&connection->Client)) Break(connection, RelayEnd.ClientTimedOut);
        else if (IsQuiet(&connection->Server)) Break(connection, RelayEnd.ServerTimedOut);
        else if (!io.Uncork(&connection->Client)) NoteSendFailure(connection, &connection->Client);
        else
        {
            io.Settle(connection);
            ResetTimer(connection);
            if (connection->Client.Has(LegFlags.HoldsMore)) QueueAgain(connection);
        }

        Settle(connection);
    }

    private void ResetTimer(ConnectionRecord* connection)
    {
        var due = NextCheck(connection);
        if (due == long.MaxValue) DropTimer(connection);
        else if (connection->Timer != ConnectionRecord.NoTimer) wheel.Move(connection->Timer, due);
        else connection->Timer = wheel.Add(due, connection->Handle.Pack((int)EventKind.ClientLeg));
    }

    private void DropTimer(ConnectionRecord* connection)
    {
        if (connection->Timer != ConnectionRecord.NoTimer) wheel.Remove(connection->Timer);
        connection->Timer = ConnectionRecord.NoTimer;
    }

    // A leg that nothing is waited for on has no deadline now but may get one, not earlier than its whole timeout from now.
    private long NextCheck(ConnectionRecord* connection)
    {
        var due = Math.Min(NextCheck(&connection->Client), NextCheck(&connection->Server));
        if (connection->Client.Has(LegFlags.FinHeld)) due = Math.Min(due, clock.Now + FinWait);
        if (connection->Client.Has(LegFlags.Unsettled)) due = Math.Min(due, clock.Now + UntilSettled);
        return connection->Client.Has(LegFlags.Corked) ? Math.Min(due, clock.Now + MostCorked) : due;
    }

    private long NextCheck(LegRecord* leg)
    {
        if (leg->Timeout == 0) return long.MaxValue;
        return leg->Timeout + (leg->Has(LegFlags.Awaited) ? leg->ActiveAt : clock.Now);
    }

    private bool IsQuiet(LegRecord* leg) => leg->Timeout != 0 && leg->Has(LegFlags.Awaited) && clock.Now - leg->ActiveAt >= leg->Timeout;

    private static int MillisecondsOf(TimeSpan? timeout) =>
        timeout is { } limit ? (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 1, int.MaxValue) : 0;
}
