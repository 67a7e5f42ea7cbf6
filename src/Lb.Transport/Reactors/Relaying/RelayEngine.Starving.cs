using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Reactors.Relaying;

/// <remarks>When far ends that take nothing hold all private buffers, those that do take something go on at a lower speed: a leg that is not read for
/// want of a buffer is read a little whenever the kernel says that the other leg takes it at once, which needs no buffer.</remarks>
internal sealed unsafe partial class RelayEngine<TSockets, TTls>
{
    private readonly Queue<ConnectionHandle> _starved = new();

    // Somebody could have been read a little, and not even for that was there room.
    private bool _lacksReserve;

    private bool CanKeepRead => pool.HasRoom(LegIo<TSockets, TTls>.MostPerRead + LegIo<TSockets, TTls>.Reserve);

    private bool CanKeepALittle => pool.HasRoom(LegIo<TSockets, TTls>.MostPerSmallRead);

    private bool HasFed => _starved.Count > 0 && (CanKeepRead || (_lacksReserve && CanKeepALittle));

    private void Starve(ConnectionRecord* connection, LegRecord* from)
    {
        from->Flags |= LegFlags.Starved;
        if (connection->IsInStarvedQueue) return;
        connection->IsInStarvedQueue = true;
        _starved.Enqueue(connection->Handle);
    }

    private void RunStarved()
    {
        for (var left = _starved.Count; left > 0 && CanKeepRead; left--)
        {
            var connection = slab.Get(_starved.Dequeue());
            if (connection == null) continue;
            connection->IsInStarvedQueue = false;
            connection->Client.Flags &= ~LegFlags.Starved;
            connection->Server.Flags &= ~LegFlags.Starved;
            Resume(connection);
        }

        if (_lacksReserve && CanKeepALittle) AskAllAgain();
    }

    // Their edges came while there was no room.
    private void AskAllAgain()
    {
        _lacksReserve = false;
        for (var left = _starved.Count; left > 0; left--)
        {
            var handle = _starved.Dequeue();
            var connection = slab.Get(handle);
            if (connection == null) continue;
            _starved.Enqueue(handle);
            AskAgain(connection, &connection->Client, &connection->Server);
            AskAgain(connection, &connection->Server, &connection->Client);
        }
    }

    // As long as there is more, each read waits for word that the other leg takes it.
    private void MoveALittle(ConnectionRecord* connection, LegRecord* from, LegRecord* to)
    {
        if (!CanKeepALittle)
        {
            _lacksReserve = true;
            return;
        }

        from->Flags &= ~LegFlags.Starved;
        if (!CanRead(connection, from, to)) return;
        _ = Move(connection, from, to, LegIo<TSockets, TTls>.SmallRead, out var hasMore);
        if (!hasMore || !CanRead(connection, from, to)) return;
        Starve(connection, from);
        AskAgain(connection, from, to);
    }

    private void AskAgain(ConnectionRecord* connection, LegRecord* from, LegRecord* to)
    {
        if (from->Has(LegFlags.Starved) && !to->IsBlocked) io.AskAgain(connection, to);
    }
}
