using Lb.Transport.Native;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>A connected socket of the <see cref="FakeKernel"/>, seen from inside the kernel.</summary>
/// <param name="sendRoom">See <see cref="Room"/>.</param>
/// <param name="story">What the engine learnt about the connection.</param>
/// <param name="isClient">Whether it is the client's.</param>
internal sealed class FakeSocket(int sendRoom, Story story, bool isClient)
{
    private (long Added, bool Fin, bool Reset, bool HasRoom) _reported;

    /// <summary>Bytes on their way to the engine.</summary>
    public ByteQueue Incoming { get; } = new();

    /// <summary>Bytes that the engine sent and the far end has not read.</summary>
    public ByteQueue Outgoing { get; } = new();

    public Story Story => story;

    public bool IsClient => isClient;

    /// <summary>Whether a TLS library reads it, so that what it reads is not yet what the engine reads.</summary>
    public bool IsBelowTls { get; set; }

    /// <summary>The far end sends no more.</summary>
    public bool FarFin { get; set; }

    /// <summary>The far end's program is gone: what is sent to it is answered with RST.</summary>
    public bool FarGone { get; set; }

    public bool FarReset { get; private set; }

    /// <summary>The error that one call reports, and no other after it.</summary>
    public bool HasError { get; private set; }

    /// <summary>The engine sent FIN.</summary>
    public bool FinSent { get; set; }

    /// <summary>Nagle is off.</summary>
    public bool SendsAtOnce { get; set; }

    public bool IsClosed { get; private set; }

    /// <summary>The engine closed with RST.</summary>
    public bool ClosedByReset { get; private set; }

    /// <summary>Bytes that the kernel took for the far end.</summary>
    public long Accepted { get; set; }

    /// <summary>Sends of which the kernel took something.</summary>
    public int Sends { get; set; }

    /// <summary>Bytes that the kernel takes before the far end reads.</summary>
    public int Room { get; set; } = sendRoom;

    /// <summary>Bytes that the far end may send before the engine reads.</summary>
    public int Window { get; set; } = 256 * 1024;

    /// <summary>What epoll watches it for; 0 = it does not.</summary>
    public uint Watched { get; private set; }

    public ulong Data { get; private set; }

    /// <summary>Whether the engine waits for something on it, so that its timeout runs.</summary>
    public bool IsAwaited { get; private set; }

    public int SendRoom => Math.Max(0, Room - Outgoing.Count);

    /// <summary>The far end sees an orderly end.</summary>
    public bool IsOrderlyOver => FinSent && !ClosedByReset;

    public void ResetByFarEnd()
    {
        (FarReset, HasError) = (true, true);
        Outgoing.Clear();
    }

    /// <summary>Whether a call reports the error now; only the first does.</summary>
    public bool TakeError()
    {
        var had = HasError;
        HasError = false;
        return had;
    }

    public void Close(bool reset)
    {
        (IsClosed, ClosedByReset, Watched) = (true, reset, 0);
        if (reset) Outgoing.Clear();
        else FinSent = true;
    }

    /// <summary>Watches it for other events; what it is ready for already is reported again.</summary>
    public void Watch(uint events, ulong data)
    {
        (Watched, Data) = (events, data);
        Rearm();
    }

    /// <summary>The engine waits for something on it, or no more. Its clock starts when it begins to.</summary>
    public void Await(bool isAwaited)
    {
        if (isAwaited && !IsAwaited) story.Touch(isClient);
        IsAwaited = isAwaited;
    }

    /// <summary>It could not take all: that it can again is news, even if it could all along at each look.</summary>
    public void LacksRoom() => _reported.HasRoom = false;

    /// <summary>What it is ready for is reported once more.</summary>
    public void Rearm() => _reported = default;

    /// <summary>What epoll_wait reports of it now. Watched for edges: nothing where nothing arrived, and no room was made, since it last did.</summary>
    public uint TakeEvents()
    {
        if (Watched == 0) return 0;
        var state = (Incoming.Added, FarFin, FarReset, SendRoom > 0);
        var isNews = state != _reported;
        _reported = state;
        return isNews || (Watched & LibC.EpollEdgeTriggered) == 0 ? Events() : 0;
    }

    private uint Events()
    {
        var events = 0u;
        if (Incoming.Count > 0 || FarFin || FarReset) events |= LibC.EpollIn;
        if (FarFin || FarReset) events |= LibC.EpollFarEndClosed;
        if (SendRoom > 0 || FarReset) events |= LibC.EpollOut;
        events &= Watched;
        if (FarReset || (FarFin && FinSent)) events |= LibC.EpollHangUp;
        if (HasError) events |= LibC.EpollError;
        return events;
    }
}
