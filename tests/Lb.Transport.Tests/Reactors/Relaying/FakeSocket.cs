using Lb.Transport.Native;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>A connected socket of the <see cref="FakeKernel"/>, seen from inside the kernel.</summary>
/// <param name="sendRoom">See <see cref="Room"/>.</param>
/// <param name="story">What the engine learnt about the connection.</param>
/// <param name="isClient">Whether it is the client's.</param>
internal sealed class FakeSocket(int sendRoom, Story story, bool isClient)
{
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

    public uint Watched { get; set; }

    public ulong Data { get; set; }

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

    /// <summary>What epoll reports of a watched socket; errors always.</summary>
    public uint Events()
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
