using System.Diagnostics;

namespace Lb.Bench.Simulation;

/// <summary>Times pieces of work of one kind.</summary>
internal sealed class CostMeter
{
    private const double Most = 0.999;

    private readonly List<double> _microseconds = [];
    private long _units;
    private long _started;

    public int Pieces => _microseconds.Count;

    /// <summary>Of a piece, in microseconds; NaN without one.</summary>
    public double Average => _microseconds.Sum() / Pieces;

    /// <summary>The longest piece, in microseconds.</summary>
    public double Longest => _microseconds.DefaultIfEmpty(double.NaN).Max();

    /// <summary>What all pieces but one in a thousand do not exceed, in microseconds.</summary>
    public double MostlyBelow => _microseconds.Order().Skip((int)(Pieces * Most)).FirstOrDefault(double.NaN);

    /// <summary>Average over all units of all pieces; NaN without one.</summary>
    public double NanosecondsPerUnit => _microseconds.Sum() * 1000 / _units;

    public void Start() => _started = Stopwatch.GetTimestamp();

    /// <summary>Ends a piece in which <paramref name="units"/> were done.</summary>
    public void Stop(long units)
    {
        _microseconds.Add(Stopwatch.GetElapsedTime(_started).TotalMicroseconds);
        _units += units;
    }
}
