namespace Lb.Transport.Reactors.Records;

/// <summary>One leg of a connection.</summary>
internal unsafe struct LegRecord
{
    /// <summary>Of <see cref="Watched"/>: the socket is in the epoll set, for a connection that used it before. No leg is watched for just that.</summary>
    public const uint WatchedForAnother = Native.LibC.EpollEdgeTriggered;

    /// <summary>Its bytes that the kernel has not taken yet, encrypted on a TLS leg unless the kernel does that; null = none.</summary>
    public byte* Pending;

    /// <summary>When it last moved a byte, or began to be waited for: milliseconds of the reactor's clock.</summary>
    public long ActiveAt;

    /// <summary>Bytes that its far end sent.</summary>
    public long Received;

    public int Descriptor;

    /// <summary>What epoll wakes the reactor for; 0 = not watched.</summary>
    public uint Watched;

    public int PendingStart;
    public int PendingLength;
    public int PendingCapacity;

    /// <summary>Longest quiet time, milliseconds; 0 = for ever.</summary>
    public int Timeout;

    /// <summary>Bytes that TLS may yet take from the socket in this step.</summary>
    public int Readable;

    public LegFlags Flags;

    /// <summary>Whether the kernel has yet to take what is pending.</summary>
    public readonly bool IsBlocked => PendingLength > 0 && !Has(LegFlags.Corked);

    public readonly bool Has(LegFlags flag) => (Flags & flag) != 0;

    public void Set(LegFlags flag, bool on) => Flags = on ? Flags | flag : Flags & ~flag;
}
