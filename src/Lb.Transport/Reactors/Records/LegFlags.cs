namespace Lb.Transport.Reactors.Records;

/// <summary>What happened on a leg.</summary>
[Flags]
internal enum LegFlags : uint
{
    None = 0,

    /// <summary>Its far end sends no more, or is not listened to any more.</summary>
    ReadEnded = 1,

    /// <summary>FIN is to follow when what is pending has left.</summary>
    FinWanted = 2,

    /// <summary>FIN was sent, or nothing can be sent any more.</summary>
    WriteEnded = 4,

    /// <summary>Not read because the pool had no buffer for what the other leg might not take.</summary>
    Starved = 8,

    /// <summary>What is pending leaves with the next bytes that are sent, not before.</summary>
    Corked = 16,

    /// <summary>Something that TLS had to send is lost: the next read says that the leg is broken.</summary>
    Broken = 32,

    /// <summary>The kernel said that its far end closed or broke: reads go on to that end, which is not announced again.</summary>
    FarEndClosed = 64,

    /// <summary>Its socket may hold bytes that epoll does not announce any more: it was not read since an event, or the last read did not empty
    /// it.</summary>
    HoldsMore = 128,

    /// <summary>Something is waited for on it, so its timeout runs.</summary>
    Awaited = 256,

    /// <summary>Its socket would keep a small segment back until what was sent before is acknowledged (Nagle): it is told not to, before its second
    /// send. Many connections end before that.</summary>
    HoldsSmall = 512,

    /// <summary>Of a leg that <see cref="HoldsSmall"/>: something was sent.</summary>
    SentOnce = 1024,

    /// <summary>FIN was sent, by no less than a call.</summary>
    FinSent = 2048,

    /// <summary>Its far end answered FIN with its own.</summary>
    Over = 4096,

    /// <summary>Its socket was opened by this process and has no settings of its own, so that it can serve another server leg.</summary>
    Reusable = 8192,

    /// <summary>Its far end has an IPv6 address.</summary>
    IsV6 = 16384,

    /// <summary>Its TLS still has all that the handshake needed.</summary>
    Unsettled = 32768,

    /// <summary>Its TLS asks FIN to wait.</summary>
    FinHeld = 65536,
}
