using Lb.Transport.Native;
using Lb.Transport.Reactors.Buffers;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Timers;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Relaying;

namespace Lb.Transport.Reactors.Relaying;

/// <summary>The relays of one reactor. Each direction reads only while the other leg holds nothing back, so a slow reader stops its sender, and
/// passes its end of data on as a half-close. Whatever ends a relay from the server's side or from outside, the client gets what was taken for it and
/// an orderly end; only a leg that takes nothing is reset.</summary>
/// <remarks>What the steps find out they only note in the record; <see cref="Settle"/>, last in each entry, acts on it and is the one way out. So no
/// step has to wonder whether its record is gone.</remarks>
/// <param name="io">Moves bytes on a leg.</param>
/// <param name="slab">The records.</param>
/// <param name="wheel">The timers.</param>
/// <param name="pool">The private buffers.</param>
/// <param name="clock">The time.</param>
/// <param name="shared">The buffer of all reads, <see cref="LegIo{TSockets,TTls}.ReadSize"/> bytes.</param>
internal sealed unsafe partial class RelayEngine<TSockets, TTls>(
    LegIo<TSockets, TTls> io, RecordSlab<ConnectionRecord> slab, TimerWheel wheel, BufferPool pool, ReactorClock clock, byte* shared)
    where TSockets : struct, ISocketCalls
    where TTls : struct, ITlsCalls
{
    /// <summary>Reads of one leg in a row, so that one connection cannot hold up the others.</summary>
    private const int MostRounds = 4;

    private const uint FarEndEvents = LibC.EpollFarEndClosed | LibC.EpollHangUp | LibC.EpollError;

    // Edges: one event for what arrives, however long it waits, so a leg that is not to be read now needs no call to say so.
    private const uint ReadEvents = LibC.EpollIn | LibC.EpollFarEndClosed | LibC.EpollEdgeTriggered;

    private readonly Queue<ConnectionHandle> _again = new();

    /// <summary>Learns of each end.</summary>
    public IRelayCompletion? Completion { get; set; }

    /// <summary>Told of an exception that <see cref="Completion"/> threw.</summary>
    public required Action<Exception> Bug { get; init; }

    /// <summary>Whether connections wait for a turn that epoll will not announce.</summary>
    public bool HasWork => _again.Count > 0 || HasFed;

    /// <summary>Starts to relay a connection whose legs are set up.</summary>
    /// <param name="connection">The record; the caller does not use it any more.</param>
    /// <param name="first">Bytes of the client that the set-up read.</param>
    /// <param name="settings">Timers and group.</param>
    public void Start(ConnectionRecord* connection, ReadOnlySpan<byte> first, in RelaySettings settings)
    {
        slab.Check(connection->Handle, connection);
        connection->State = ConnectionState.Relay;
        connection->Group = settings.Group;
        connection->Client.Timeout = MillisecondsOf(settings.ClientTimeout);
        connection->Server.Timeout = MillisecondsOf(settings.ServerTimeout);
        connection->Client.ActiveAt = connection->Server.ActiveAt = clock.Now;
        connection->Client.Set(LegFlags.Unsettled, connection->Tls != 0);
        ResetTimer(connection);
        fixed (byte* bytes = first)
        {
            if (first.Length > 0) Take(connection, &connection->Client, &connection->Server, bytes, first.Length);
        }

        // More than the set-up asked for. What is in the sockets is announced as soon as they are watched.
        if (io.HoldsInput(connection, &connection->Client)) Pump(connection, &connection->Client, &connection->Server);
        Settle(connection);
    }

    /// <summary>Something happened on a leg.</summary>
    public void OnEvent(ConnectionRecord* connection, EventKind kind, uint events)
    {
        slab.Check(connection->Handle, connection);
        var isClient = kind == EventKind.ClientLeg;
        var leg = isClient ? &connection->Client : &connection->Server;
        var other = isClient ? &connection->Server : &connection->Client;
        if ((events & FarEndEvents) != 0) leg->Flags |= LegFlags.FarEndClosed;

        // It may come while nobody reads, and is not repeated.
        if ((events & ~LibC.EpollOut) != 0) leg->Flags |= LegFlags.HoldsMore;
        if (leg->IsBlocked && (events & ~LibC.EpollIn) != 0) FlushAndResume(connection, leg, other);
        if (other->Has(LegFlags.Starved) && (events & LibC.EpollOut) != 0) MoveALittle(connection, other, leg);
        if ((events & ~LibC.EpollOut) != 0) Pump(connection, leg, other);
        Settle(connection);
    }

    /// <summary>Ends a relay from outside.</summary>
    public void Stop(ConnectionRecord* connection, RelayEnd end)
    {
        slab.Check(connection->Handle, connection);
        Break(connection, end);
        Settle(connection);
    }

    /// <summary>Gives a turn to those that wait for one without an event; at most one each.</summary>
    public void RunWaiting()
    {
        for (var left = _again.Count; left > 0; left--)
        {
            var connection = slab.Get(_again.Dequeue());
            if (connection == null) continue;
            connection->IsQueued = false;
            Resume(connection);
        }

        RunStarved();
    }

    private void Resume(ConnectionRecord* connection)
    {
        Pump(connection, &connection->Client, &connection->Server);
        Pump(connection, &connection->Server, &connection->Client);
        Settle(connection);
    }

    private void Pump(ConnectionRecord* connection, LegRecord* from, LegRecord* to)
    {
        for (var round = 0; CanRead(connection, from, to); round++)
        {
            if (!CanKeepRead)
            {
                Starve(connection, from);
                return;
            }

            if (round == MostRounds)
            {
                QueueAgain(connection);
                return;
            }

            var count = Move(connection, from, to, LegIo<TSockets, TTls>.ReadSize, out var hasMore);
            if (!hasMore) return;
            if (count != IoResult.WouldBlock) continue;
            QueueAgain(connection);
            return;
        }
    }

    // One read, delivered. What it gives back is what the read gave.
    private int Move(ConnectionRecord* connection, LegRecord* from, LegRecord* to, int most, out bool hasMore)
    {
        var count = io.Read(connection, from, shared, most, out hasMore);
        if (from->Has(LegFlags.Broken)) SetCause(connection, RelayEnd.ClientAborted);
        if (count > 0) Take(connection, from, to, shared, count);
        else if (count == IoResult.Ended) NoteEnd(connection, from, to);
        else if (count == IoResult.Broken) NoteReadFailure(connection, from);
        return count;
    }

    // Once: whoever stood twice in a queue would stand there four times after the next turn.
    private void QueueAgain(ConnectionRecord* connection)
    {
        if (connection->IsQueued) return;
        connection->IsQueued = true;
        _again.Enqueue(connection->Handle);
    }

    private void Take(ConnectionRecord* connection, LegRecord* from, LegRecord* to, byte* bytes, int count)
    {
        from->Received += count;
        from->ActiveAt = clock.Now;
        if (!io.Deliver(connection, to, bytes, count)) NoteSendFailure(connection, to);
    }

    private void FlushAndResume(ConnectionRecord* connection, LegRecord* leg, LegRecord* other)
    {
        if (!io.Flush(leg))
        {
            NoteSendFailure(connection, leg);
            return;
        }

        if (leg->IsBlocked) return;
        io.SendFin(connection, leg);
        Pump(connection, other, leg);
    }

    // Not from a leg that ended, and not while the other leg holds something back.
    private static bool CanRead(ConnectionRecord* connection, LegRecord* from, LegRecord* to) =>
        !connection->IsOver && !from->Has(LegFlags.ReadEnded | LegFlags.Starved) && !to->IsBlocked;

    private void NoteEnd(ConnectionRecord* connection, LegRecord* from, LegRecord* to)
    {
        var isClient = from == &connection->Client;
        SetCause(connection, isClient ? RelayEnd.ClientClosed : RelayEnd.ServerClosed);
        from->Flags |= LegFlags.ReadEnded;
        if (from->Has(LegFlags.FinSent)) from->Flags |= LegFlags.Over;
        if (!io.CloseSending(connection, to)) NoteSendFailure(connection, to);
    }

    private void NoteReadFailure(ConnectionRecord* connection, LegRecord* from)
    {
        if (from == &connection->Client) EndByClient(connection);
        else CloseClientAfterServer(connection);
    }

    // A server that takes nothing more may still have sent an answer: that is read to its end, the client is not listened to any more.
    private void NoteSendFailure(ConnectionRecord* connection, LegRecord* to)
    {
        if (to == &connection->Client)
        {
            EndByClient(connection);
            return;
        }

        SetCause(connection, RelayEnd.ServerAborted);
        io.DropPending(to);
        to->Flags |= LegFlags.WriteEnded;
        connection->Client.Flags |= LegFlags.ReadEnded;
    }

    // The server learns that the client did not leave in order, as it would without a balancer between them; but not at the price of what the
    // client sent before.
    private static void EndByClient(ConnectionRecord* connection)
    {
        SetCause(connection, RelayEnd.ClientAborted);
        connection->IsOver = true;
        connection->IsReset = true;
    }

    // The server leg is gone: the client's bytes have nowhere to go.
    private void CloseClientAfterServer(ConnectionRecord* connection)
    {
        SetCause(connection, RelayEnd.ServerAborted);
        io.DropPending(&connection->Server);
        connection->Server.Flags |= LegFlags.ReadEnded | LegFlags.WriteEnded;
        connection->Client.Flags |= LegFlags.ReadEnded;
        if (!io.CloseSending(connection, &connection->Client)) connection->IsOver = true;
    }

    private void Break(ConnectionRecord* connection, RelayEnd end)
    {
        SetCause(connection, end);
        connection->IsOver = true;
        _ = io.CloseSending(connection, &connection->Client);
    }

    private static void SetCause(ConnectionRecord* connection, RelayEnd end)
    {
        if (connection->HasCause) return;
        connection->HasCause = true;
        connection->Cause = end;
    }

    private void Settle(ConnectionRecord* connection)
    {
        if (connection->Client.Has(LegFlags.FinHeld)) io.SendFin(connection, &connection->Client);
        if (connection->IsOver || IsDone(&connection->Client, &connection->Server))
        {
            Finish(connection);
            return;
        }

        WatchFor(connection, &connection->Client, &connection->Server);
        WatchFor(connection, &connection->Server, &connection->Client);
        if (connection->Client.Has(LegFlags.FinHeld)) ResetTimer(connection);
    }

    private static bool IsDone(LegRecord* client, LegRecord* server) =>
        client->Has(LegFlags.ReadEnded) && server->Has(LegFlags.ReadEnded) && !client->IsBlocked && !server->IsBlocked && !client->Has(LegFlags.FinHeld);

    // A leg that begins to be waited for starts with a fresh clock: the time in which the other leg held everything up is not its own.
    private void WatchFor(ConnectionRecord* connection, LegRecord* leg, LegRecord* other)
    {
        var isAwaited = leg->IsBlocked || leg->Has(LegFlags.FinHeld) || CanRead(connection, leg, other);
        if (isAwaited && !leg->Has(LegFlags.Awaited)) leg->ActiveAt = clock.Now;
        leg->Set(LegFlags.Awaited, isAwaited);
        io.Watch(connection, leg, leg->IsBlocked || other->Has(LegFlags.Starved) ? ReadEvents | LibC.EpollOut : ReadEvents);
    }

    private void Finish(ConnectionRecord* connection)
    {
        slab.Check(connection->Handle, connection);
        DropTimer(connection);
        var outcome = new RelayOutcome(connection->Cause, connection->Client.Received, connection->Server.Received);
        var tag = connection->Tag;
        io.FreeTls(connection);
        io.Close(&connection->Client, connection->IsReset);
        io.Close(&connection->Server, connection->IsReset && io.IsDelivered(&connection->Server));
        slab.Return(connection->Handle);
        Complete(in tag, in outcome);
    }

    // It is not the engine's code, and must not keep the relays from their turn that come after this one.
    private void Complete(in RelayTag tag, in RelayOutcome outcome)
    {
        try
        {
            Completion!.Ended(in tag, in outcome);
        }
        catch (Exception e)
        {
            Bug(e);
        }
    }
}
