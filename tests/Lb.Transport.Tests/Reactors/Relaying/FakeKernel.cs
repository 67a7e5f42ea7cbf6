using Lb.Transport.Native;
using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>Sockets and an epoll set, level- or edge-triggered as each is watched, without a kernel. Checks every call: that the descriptor is open, that the caller knows what is
/// watched, that nothing is sent behind a FIN.</summary>
/// <param name="random">Short reads, short writes and calls that would block for no reason; null = none of them.</param>
internal sealed class FakeKernel(Random? random)
{
    private readonly List<FakeSocket> _sockets = [];

    /// <summary>Grows with everything that happens: a turn that changes nothing leaves it alone.</summary>
    public long Progress { get; private set; }

    /// <summary>Calls that the engine made.</summary>
    public long Calls { get; private set; }

    public int OpenSockets => _sockets.Count(socket => !socket.IsClosed);

    public int Add(FakeSocket socket)
    {
        _sockets.Add(socket);
        return _sockets.Count - 1;
    }

    /// <summary>What epoll_wait would return, in any order.</summary>
    public List<(ulong Data, uint Events)> Poll()
    {
        var ready = new List<(ulong Data, uint Events)>();
        foreach (var socket in _sockets)
        {
            if (socket.TakeEvents() is not 0 and var events) ready.Add((socket.Data, events));
        }

        if (random is null) return ready;
        var shuffled = ready.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    public int Receive(int descriptor, Span<byte> buffer)
    {
        var socket = Open(descriptor);
        var result = ReceiveNow(socket, buffer);
        if (socket.IsBelowTls) return result;
        if (result > 0) socket.Story.Read(socket.IsClient, result);
        else if (result == IoResult.Ended) socket.Story.End(socket.IsClient);
        else if (result == IoResult.Broken) socket.Story.Break(socket.IsClient);
        return result;
    }

    public int Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        var socket = Open(descriptor);
        Assert.False(socket.FinSent, "bytes are sent behind FIN");
        Assert.False(bytes.IsEmpty, "nothing is sent");
        if (socket.FarReset)
        {
            Progress++;
            socket.TakeError();
            socket.Story.Break(socket.IsClient);
            return IoResult.Broken;
        }

        if (bytes.Length > socket.SendRoom) socket.LacksRoom();
        var most = Some(socket, Math.Min(bytes.Length, socket.SendRoom));
        if (most == 0) return IoResult.WouldBlock;
        Progress++;
        socket.Sends++;
        socket.Accepted += most;
        socket.Story.Touch(socket.IsClient);
        if (socket.FarGone) socket.ResetByFarEnd();
        else socket.Outgoing.Add(bytes[..most]);
        return most;
    }

    /// <summary>Sends a record of the kernel's own.</summary>
    /// <returns>False when it has no room for it.</returns>
    public bool TrySendRecord(int descriptor, byte kind)
    {
        var socket = Open(descriptor);
        Assert.False(socket.FinSent, "bytes are sent behind FIN");
        if (socket.FarReset || socket.FarGone) return true;
        if (socket.SendRoom == 0) return false;
        Progress++;
        var before = socket.Outgoing.Count;
        FakeRecord.Write(socket.Outgoing, kind, []);
        socket.Accepted += socket.Outgoing.Count - before;
        return true;
    }

    public void CloseSending(int descriptor)
    {
        var socket = Open(descriptor);
        Assert.False(socket.FinSent, "FIN is sent twice");
        Progress++;
        socket.FinSent = true;
    }

    public void Close(int descriptor, bool reset)
    {
        Progress++;
        Open(descriptor).Close(reset);
    }

    public void Retire(int descriptor, uint watched)
    {
        var socket = Open(descriptor);
        Assert.Equal(watched, socket.Watched);
        Assert.True(socket.FarFin && socket.FinSent && socket.Incoming.Count == 0, "a socket is given to another connection before this one is over");
        Close(descriptor, reset: false);
    }

    public void Watch(int descriptor, uint before, uint after, ulong data)
    {
        var socket = Open(descriptor);
        Assert.Equal(before, socket.Watched);
        Assert.True(before != after || (after & LibC.EpollOut) != 0, "a call changes nothing");
        Progress++;
        socket.Watch(after, data);
    }

    public FakeSocket Open(int descriptor)
    {
        Calls++;
        var socket = _sockets[descriptor];
        Assert.False(socket.IsClosed, $"descriptor {descriptor} is used after it was closed");
        return socket;
    }

    private int ReceiveNow(FakeSocket socket, Span<byte> buffer)
    {
        if (socket.Incoming.Count > 0)
        {
            var count = Some(socket, Math.Min(buffer.Length, socket.Incoming.Count));
            if (count == 0) return IoResult.WouldBlock;
            socket.Incoming.Bytes[..count].CopyTo(buffer);
            socket.Incoming.Skip(count);
            Progress++;
            return count;
        }

        if (!socket.FarReset && !socket.FarFin) return IoResult.WouldBlock;
        Progress++;
        return socket.TakeError() ? IoResult.Broken : IoResult.Ended;
    }

    // All of it mostly; sometimes less; sometimes nothing, as if the rest came only after the call: that is progress, and another edge.
    private int Some(FakeSocket socket, int most)
    {
        if (random is null || most == 0) return most;
        var kind = random.Next(8);
        if (kind > 1) return most;
        Progress++;
        socket.Rearm();
        return kind == 0 ? 0 : random.Next(1, most + 1);
    }
}
