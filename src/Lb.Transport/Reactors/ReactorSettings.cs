namespace Lb.Transport.Reactors;

/// <summary>Sizes of the fast transport.</summary>
/// <param name="Reactors">Threads that move bytes, at least 1 (HAProxy manual, <c>nbthread</c>).</param>
/// <param name="BufferLimit">Bytes that may wait in this process for legs that take nothing, in all private buffers together; at least 1 MB for each
/// reactor.</param>
public sealed record ReactorSettings(int Reactors, long BufferLimit)
{
    /// <summary>Least share of a reactor in the limit: below it, one connection's reserve would leave nothing.</summary>
    public const long LeastBufferShare = 1024 * 1024;

    /// <summary>256 MB: 8 000 clients or servers that take nothing at one time; beyond that their senders are made to wait.</summary>
    public const long DefaultBufferLimit = 256L * 1024 * 1024;

    /// <summary>How long a connection relays until it counts as one that stays, and OpenSSL is let go of.</summary>
    public TimeSpan UntilSettled { get; init; } = TimeSpan.FromSeconds(1);
}
