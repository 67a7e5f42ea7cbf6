using Lb.Transport.Reactors.Timers;

namespace Lb.Transport.Tests.Reactors.Timers;

/// <summary>Notes what expired, in order, and then does what the test wants.</summary>
internal sealed class RecordedExpiry : IExpiry
{
    public List<ulong> Tags { get; } = [];

    public Action<int, ulong>? Then { get; set; }

    public void Expired(int id, ulong tag)
    {
        Tags.Add(tag);
        Then?.Invoke(id, tag);
    }
}
