namespace Lb.Transport.Relaying;

/// <summary>Inactivity timers and buffers of a relay. Each leg's timer restarts with every byte on that leg, in either direction, and runs only while
/// something is waited for on that leg (HAProxy manual, <c>timeout client</c>, <c>timeout server</c>).</summary>
/// <param name="ClientTimeout">Null = for ever.</param>
/// <param name="ServerTimeout">Null = for ever.</param>
public readonly record struct RelaySettings(TimeSpan? ClientTimeout, TimeSpan? ServerTimeout)
{
    // 0 = the default, so that settings made without a constructor are equal to those that name it.
    private readonly int _bufferSize;

    /// <summary>Group that <see cref="IRelay.Stop"/> ends together.</summary>
    public int Group { get; init; }

    /// <summary>Bytes of one read, held only while they are on their way; at least 1, <see cref="RelayBuffers.DefaultSize"/> unless set.</summary>
    public int BufferSize
    {
        get => _bufferSize == 0 ? RelayBuffers.DefaultSize : _bufferSize;
        init => _bufferSize = value == RelayBuffers.DefaultSize ? 0 : value;
    }
}
