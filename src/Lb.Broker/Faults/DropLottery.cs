namespace Lb.Broker.Faults;

/// <summary>Draws which connections are dropped: the same ones for the same seed, by the order in which they are accepted.</summary>
internal sealed class DropLottery(double share, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();

    public bool Drops()
    {
        if (share == 0) return false;
        lock (_lock) return _random.NextDouble() < share;
    }
}
