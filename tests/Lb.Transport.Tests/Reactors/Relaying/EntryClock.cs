using Lb.Testing.Time;
using Lb.Transport.Reactors;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>Virtual time, and a count of the engine's entries.</summary>
internal sealed class EntryClock
{
    private readonly ManualTimeProvider _time = new();

    public EntryClock()
    {
        Reactor = new ReactorClock(_time);
        Reactor.Refresh();
    }

    public ReactorClock Reactor { get; }

    /// <summary>Milliseconds, as the engine sees them.</summary>
    public long Now => Reactor.Now;

    /// <summary>Number of the engine's entry that runs.</summary>
    public long Entry { get; set; }

    public void Advance(long milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Reactor.Refresh();
    }
}
