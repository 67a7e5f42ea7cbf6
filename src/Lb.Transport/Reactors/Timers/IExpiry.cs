namespace Lb.Transport.Reactors.Timers;

/// <summary>Hears of timers that are due.</summary>
internal interface IExpiry
{
    /// <summary>The timer is due. It is removed after this call unless the call moved it. Any timer may be added, moved or removed
    /// meanwhile, this one included.</summary>
    /// <param name="id">What <see cref="TimerWheel.Add"/> returned.</param>
    /// <param name="tag">What <see cref="TimerWheel.Add"/> was given.</param>
    void Expired(int id, ulong tag);
}
