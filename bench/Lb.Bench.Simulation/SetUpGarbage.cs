namespace Lb.Bench.Simulation;

/// <summary>The managed objects of connections that are being set up: some kilobytes each, dead some hundred connections later.</summary>
internal sealed class SetUpGarbage
{
    private const int InFlight = 512;

    private readonly object?[] _inFlight = new object?[InFlight];
    private int _next;

    public void Allocate()
    {
        var features = new Dictionary<string, object>(8) { ["buffer"] = new byte[4096], ["name"] = new string('c', 40) };
        for (int i = 0; i < 16; i++)
            features[i.ToString("D2", null)] = new object[8];
        _inFlight[_next++ % InFlight] = features;
    }
}
