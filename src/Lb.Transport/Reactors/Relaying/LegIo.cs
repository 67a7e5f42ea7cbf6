using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Buffers;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;

namespace Lb.Transport.Reactors.Relaying;

/// <summary>Moves bytes on one leg: through TLS where the leg has it, keeping in a private buffer what the kernel does not take.</summary>
/// <remarks>A leg has at most one private buffer, and one that holds <see cref="MostPending"/> takes nothing more. Callers read from one leg only while
/// the other holds nothing, so this and one delivery is the memory that a client or server that reads nothing can bind.</remarks>
internal sealed unsafe class LegIo<TSockets, TTls>(TSockets sockets, TTls tls, BufferPool pool, ReactorClock clock)
    where TSockets : struct, ISocketCalls
    where TTls : struct, ITlsCalls
{
    /// <summary>Bytes with which a private buffer is full: it takes a read and, on a client that answers to TLS but takes nothing, some answers.</summary>
    public const int MostPending = 64 * 1024;

    /// <summary>Bytes of one read: a 16 KB message with its header, and room for what TLS adds to it in a private buffer of 32 KB.</summary>
    public const int ReadSize = (32 * 1024) - 256;

    /// <summary>Bytes that the pool must have left before a read, so that neither what was read nor what TLS answers meanwhile is lost for want of memory:
    /// the buffer of each leg may have to grow to the next size.</summary>
    public const int MostPerRead = 3 * MostPending;

    /// <summary>Bytes of the pool that only small reads may take.</summary>
    public const int Reserve = 2 * MostPending;

    /// <summary>Bytes of a read while memory is short: what a socket takes at once that epoll calls writable, a third of its buffer being free then.</summary>
    public const int SmallRead = 4 * 1024;

    /// <summary>Bytes that the pool must have left before a small read, should the socket not take all of it.</summary>
    public const int MostPerSmallRead = 4 * SmallRead;

    /// <summary>Bytes that one read, or one step of a handshake, takes from the socket of a TLS leg at most: two of OpenSSL's read buffers, more than
    /// what fills <see cref="ReadSize"/>. Records that hold nothing for the relay end there too.</summary>
    public const int MostFromSocket = 2 * (33 * 1024);

    /// <summary>Whether a TLS library holds bytes of the leg that were not read.</summary>
    public bool HoldsInput(ConnectionRecord* connection, LegRecord* leg) => IsTls(connection, leg) && tls.HoldsInput(connection->Tls);

    /// <summary>Lets TLS of a connection that stays go on with less than its handshake needed.</summary>
    public void Settle(ConnectionRecord* connection)
    {
        if (connection->Client.Has(LegFlags.Unsettled) && tls.TrySettle(ref connection->Tls, &connection->Client))
            connection->Client.Flags &= ~LegFlags.Unsettled;
    }

    private static bool IsTls(ConnectionRecord* connection, LegRecord* leg) => connection->Tls != 0 && leg == &connection->Client;

    /// <summary>Reads what is there, up to <paramref name="size"/> bytes.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="leg">One of its legs.</param>
    /// <param name="buffer">Where to.</param>
    /// <param name="size">Most bytes.</param>
    /// <param name="hasMore">Whether another read may return more than <see cref="IoResult.WouldBlock"/> without an event before it. With
    /// <see cref="IoResult.WouldBlock"/> itself: this step took its share.</param>
    /// <returns>Bytes, or an <see cref="IoResult"/>.</returns>
    public int Read(ConnectionRecord* connection, LegRecord* leg, byte* buffer, int size, out bool hasMore)
    {
        hasMore = true;
        if (leg->Has(LegFlags.Broken)) return IoResult.Broken;
        if (IsTls(connection, leg)) return ReadTls(connection, leg, buffer, size, out hasMore);
        var count = sockets.Receive(leg->Descriptor, buffer, size);
        hasMore = count == size || (count > 0 && leg->Has(LegFlags.FarEndClosed));
        return count;
    }

    /// <summary>Sends all of the bytes: now as far as the kernel takes them, the rest when it can.</summary>
    /// <returns>False when the leg broke, or would need more memory than it may have.</returns>
    public bool Deliver(ConnectionRecord* connection, LegRecord* leg, byte* bytes, int length)
    {
        if (!IsTls(connection, leg)) return Send(leg, bytes, length);
        if (tls.Write(connection->Tls, bytes, length)) return SendOutput(leg);
        tls.DiscardOutput();
        return false;
    }

    /// <summary>Sends what a handshake step or a notice left in the TLS library's output.</summary>
    /// <returns>As <see cref="Deliver"/>.</returns>
    public bool SendOutput(LegRecord* leg)
    {
        var output = tls.TakeOutput(out var length);

        // Nothing follows the close notice: not even the answer to a client that still sends.
        return length == 0 || leg->Has(LegFlags.FinWanted | LegFlags.WriteEnded) || Send(leg, output, length);
    }

    /// <summary>Keeps what the TLS library wrote, to leave with the next bytes that are sent: one segment less for a session ticket.</summary>
    public void CorkOutput(LegRecord* leg)
    {
        var output = tls.TakeOutput(out var length);
        if (length == 0) return;
        if (leg->Pending == null && Keep(leg, output, length)) leg->Flags |= LegFlags.Corked;
        else if (!Send(leg, output, length)) leg->Flags |= LegFlags.Broken;
    }

    /// <summary>Sends what <see cref="CorkOutput"/> kept.</summary>
    /// <returns>False when the leg broke.</returns>
    public bool Uncork(LegRecord* leg)
    {
        if (!leg->Has(LegFlags.Corked)) return true;
        leg->Flags &= ~LegFlags.Corked;
        return Flush(leg);
    }

    /// <summary>Sends more of what is pending.</summary>
    /// <returns>False when the leg broke.</returns>
    public bool Flush(LegRecord* leg)
    {
        var sent = SendNow(leg, leg->Pending + leg->PendingStart, leg->PendingLength);
        if (sent == IoResult.Broken) return false;
        if (sent == IoResult.WouldBlock) return true;
        leg->ActiveAt = clock.Now;
        leg->PendingStart += sent;
        leg->PendingLength -= sent;
        if (leg->PendingLength == 0) DropPending(leg);
        return true;
    }

    /// <summary>Tells the far end that nothing more comes, behind what is pending.</summary>
    /// <returns>As <see cref="Deliver"/>.</returns>
    public bool CloseSending(ConnectionRecord* connection, LegRecord* leg)
    {
        if (leg->Has(LegFlags.FinWanted | LegFlags.WriteEnded)) return true;
        if (IsTls(connection, leg))
        {
            tls.WriteCloseNotice(connection->Tls);
            if (!SendOutput(leg)) leg->Flags |= LegFlags.Broken;
            if (leg->Has(LegFlags.Broken)) return false;
        }

        leg->Flags |= LegFlags.FinWanted;
        SendFin(connection, leg);
        return true;
    }

    /// <summary>Sends the FIN that is wanted, once nothing is pending before it. A leg that ended on its side too is about to be closed, which sends
    /// it as well.</summary>
    public void SendFin(ConnectionRecord* connection, LegRecord* leg)
    {
        if (leg->IsBlocked || !leg->Has(LegFlags.FinWanted) || leg->Has(LegFlags.WriteEnded)) return;
        leg->Set(LegFlags.FinHeld, IsTls(connection, leg) && !tls.TryFinish(connection->Tls));
        if (leg->Has(LegFlags.FinHeld)) return;
        leg->Flags |= LegFlags.WriteEnded;
        if (leg->Has(LegFlags.ReadEnded)) return;
        sockets.CloseSending(leg->Descriptor);
        leg->Flags |= LegFlags.FinSent;
    }

    /// <summary>Changes what the reactor is woken for on a leg.</summary>
    public void Watch(ConnectionRecord* connection, LegRecord* leg, uint events)
    {
        if (events == leg->Watched) return;
        WatchNow(connection, leg, events);
        leg->Watched = events;
    }

    /// <summary>Has the kernel say once more that a leg takes bytes, if it does. For legs that are watched for that.</summary>
    public void AskAgain(ConnectionRecord* connection, LegRecord* leg)
    {
        if ((leg->Watched & LibC.EpollOut) != 0) WatchNow(connection, leg, leg->Watched);
    }

    /// <summary>Gives the private buffer back.</summary>
    public void DropPending(LegRecord* leg)
    {
        if (leg->Pending != null) pool.Return(leg->Pending, leg->PendingCapacity);
        leg->Pending = null;
        leg->PendingStart = leg->PendingLength = leg->PendingCapacity = 0;
        leg->Flags &= ~LegFlags.Corked;
    }

    /// <summary>Whether all bytes that this leg was given are at its far end.</summary>
    public bool IsDelivered(LegRecord* leg) => leg->PendingLength == 0 && !sockets.HoldsOutput(leg->Descriptor);

    /// <summary>Closes the socket of a leg. The far end gets RST where something for it is lost: what is pending, or was too much to keep.</summary>
    public void Close(LegRecord* leg, bool reset)
    {
        if (leg->Descriptor < 0) return;
        var isLost = reset || leg->IsBlocked || leg->Has(LegFlags.Broken);
        if (!isLost && leg->Has(LegFlags.Over) && leg->Has(LegFlags.Reusable)) sockets.Retire(leg->Descriptor, leg->Watched, leg->Has(LegFlags.IsV6));
        else sockets.Close(leg->Descriptor, isLost);
        leg->Descriptor = -1;
        leg->Watched = 0;
        DropPending(leg);
    }

    /// <summary>Frees the TLS state of a client leg, which is broken if its end could not be said. What a step that failed half-way left in the output
    /// must not reach another client.</summary>
    public void FreeTls(ConnectionRecord* connection)
    {
        if (connection->Tls == 0) return;
        if (tls.OwesNotice(connection->Tls)) connection->Client.Flags |= LegFlags.Broken;
        tls.DiscardOutput();
        tls.Free(connection->Tls);
        connection->Tls = 0;
    }

    private void WatchNow(ConnectionRecord* connection, LegRecord* leg, uint events)
    {
        var kind = leg == &connection->Client ? EventKind.ClientLeg : EventKind.ServerLeg;
        sockets.Watch(leg->Descriptor, leg->Watched, events, connection->Handle.Pack((int)kind));
    }

    private int ReadTls(ConnectionRecord* connection, LegRecord* leg, byte* buffer, int size, out bool hasMore)
    {
        var total = 0;
        int count;
        leg->Readable = MostFromSocket;
        do
        {
            count = tls.Read(connection->Tls, buffer + total, size - total);
            if (count > 0) total += count;
        }
        while (count > 0 && total < size && tls.HoldsInput(connection->Tls));

        // An answer to the client's own protocol messages, or the alert that explains a failure.
        if (!SendAnswer(leg)) leg->Flags |= LegFlags.Broken;
        if (leg->Has(LegFlags.Broken) && count != IoResult.Ended) count = IoResult.Broken;
        hasMore = leg->Has(LegFlags.HoldsMore)
            || (count != IoResult.WouldBlock && (count <= 0 || tls.HoldsInput(connection->Tls)))
            || (total > 0 && leg->Has(LegFlags.FarEndClosed));
        return total > 0 ? total : count;
    }

    // Who asks and does not take the answer gets none of the last memory.
    private bool SendAnswer(LegRecord* leg)
    {
        var output = tls.TakeOutput(out var length);
        if (length == 0 || leg->Has(LegFlags.FinWanted | LegFlags.WriteEnded)) return true;
        if (pool.HasRoom(MostPerRead) || leg->PendingLength + length <= leg->PendingCapacity) return Send(leg, output, length);
        if (leg->PendingLength > 0) return false;
        var sent = SendNow(leg, output, length);
        if (sent > 0) leg->ActiveAt = clock.Now;
        return sent == length;
    }

    private int SendNow(LegRecord* leg, byte* bytes, int length)
    {
        if (leg->Has(LegFlags.HoldsSmall)) CountSend(leg);
        return sockets.Send(leg->Descriptor, bytes, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CountSend(LegRecord* leg)
    {
        if (leg->Has(LegFlags.SentOnce))
        {
            sockets.SendAtOnce(leg->Descriptor);
            leg->Flags &= ~LegFlags.HoldsSmall;
        }

        leg->Flags |= LegFlags.SentOnce;
    }

    private bool Send(LegRecord* leg, byte* bytes, int length)
    {
        if (leg->PendingLength >= MostPending || leg->Has(LegFlags.Broken)) return false;
        if (leg->PendingLength > 0) return Keep(leg, bytes, length) && Uncork(leg);
        var sent = SendNow(leg, bytes, length);
        if (sent == length)
        {
            leg->ActiveAt = clock.Now;
            return true;
        }

        if (sent == IoResult.Broken) return false;
        if (sent == IoResult.WouldBlock) return Keep(leg, bytes, length);
        leg->ActiveAt = clock.Now;
        return Keep(leg, bytes + sent, length - sent);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Keep(LegRecord* leg, byte* bytes, int length)
    {
        if (leg->Pending != null && leg->PendingStart + leg->PendingLength + length > leg->PendingCapacity && !MakeRoom(leg, length)) return false;
        if (leg->Pending == null && !pool.TryRent(length, out leg->Pending, out leg->PendingCapacity)) return false;
        NativeMemory.Copy(bytes, leg->Pending + leg->PendingStart + leg->PendingLength, (nuint)length);
        leg->PendingLength += length;
        return true;
    }

    private bool MakeRoom(LegRecord* leg, int length)
    {
        var needed = leg->PendingLength + length;
        var target = leg->Pending;
        var capacity = leg->PendingCapacity;
        if (needed > capacity && !pool.TryRent(needed, out target, out capacity)) return false;
        Buffer.MemoryCopy(leg->Pending + leg->PendingStart, target, capacity, leg->PendingLength);
        if (target != leg->Pending) pool.Return(leg->Pending, leg->PendingCapacity);
        leg->Pending = target;
        leg->PendingCapacity = capacity;
        leg->PendingStart = 0;
        return true;
    }
}
