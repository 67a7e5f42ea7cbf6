using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Measuring;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.Report;

/// <summary>All samples of a run and the numbers of the table.</summary>
internal sealed class Comparison(IReadOnlyList<BenchRow> rows, IReadOnlyList<Balancer> balancers)
{
    private readonly List<Sample> _samples = [];

    public IReadOnlyList<BenchRow> Rows => rows;

    public IReadOnlyList<Balancer> Balancers => balancers;

    public IReadOnlyList<Sample> Samples => _samples;

    public void Add(Sample sample) => _samples.Add(sample);

    /// <summary>The values of all rounds that gave one.</summary>
    public IReadOnlyList<double> Values(string row, string balancer) =>
        [.. Of(row, balancer).Where(sample => sample.Measurement.Failure is null).Select(sample => sample.Measurement.Value)];

    /// <summary>The first failure, or null.</summary>
    public string? Failure(string row, string balancer) =>
        Of(row, balancer).Select(sample => sample.Measurement.Failure).FirstOrDefault(failure => failure is not null);

    /// <summary>Median over the rounds of the balancer's value divided by HAProxy's of the same round: what slows a whole round falls out. NaN without both.</summary>
    public double Ratio(string row, string balancer)
    {
        var reference = Of(row, Balancer.Reference).ToDictionary(sample => sample.Round, sample => sample.Measurement.Value);
        return Statistics.Median(Of(row, balancer)
            .Select(sample => sample.Measurement.Value / reference.GetValueOrDefault(sample.Round, double.NaN))
            .Where(double.IsFinite));
    }

    private IEnumerable<Sample> Of(string row, string balancer) =>
        _samples.Where(sample => sample.Row == row && sample.Balancer == balancer);
}
