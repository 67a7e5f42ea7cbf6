using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Measuring;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.Report;

/// <summary>All samples of a run and the numbers of the table.</summary>
/// <param name="rows">What is measured.</param>
/// <param name="balancers">Who is measured.</param>
/// <param name="reference">Whom the others are compared with.</param>
internal sealed class Comparison(IReadOnlyList<BenchRow> rows, IReadOnlyList<Balancer> balancers, string reference = Balancer.Reference)
{
    private readonly List<Sample> _samples = [];

    public IReadOnlyList<BenchRow> Rows => rows;

    public IReadOnlyList<Balancer> Balancers => balancers;

    public string Reference => reference;

    public IReadOnlyList<Sample> Samples => _samples;

    public void Add(Sample sample) => _samples.Add(sample);

    /// <summary>The values of all rounds that gave one.</summary>
    public IReadOnlyList<double> Values(string row, string balancer) =>
        [.. Of(row, balancer).Where(sample => sample.Measurement.Failure is null).Select(sample => sample.Measurement.Value)];

    /// <summary>Units of work per second of time, of all rounds that gave that.</summary>
    public IReadOnlyList<double> Rates(string row, string balancer) =>
        [.. Of(row, balancer).Select(sample => sample.Measurement.PerSecond).OfType<double>()];

    /// <summary>The first failure, or null.</summary>
    public string? Failure(string row, string balancer) =>
        Of(row, balancer).Select(sample => sample.Measurement.Failure).FirstOrDefault(failure => failure is not null);

    /// <summary>Median over the rounds of the balancer's value divided by the reference's of the same round: what slows a whole round falls out. NaN without both.</summary>
    public double Ratio(string row, string balancer) =>
        Ratio(Of(row, balancer), Of(row, reference), measurement => measurement.Value);

    /// <summary>Median over the rounds of one row's figure divided by another row's, of the same balancer and round. NaN without both.</summary>
    public double Ratio(string row, string against, string balancer, Func<Measurement, double?> figure) =>
        Ratio(Of(row, balancer), Of(against, balancer), figure);

    private static double Ratio(IEnumerable<Sample> samples, IEnumerable<Sample> against, Func<Measurement, double?> figure)
    {
        var others = against.ToDictionary(sample => sample.Round, sample => figure(sample.Measurement) ?? double.NaN);
        return Statistics.Median(samples
            .Select(sample => (figure(sample.Measurement) ?? double.NaN) / others.GetValueOrDefault(sample.Round, double.NaN))
            .Where(double.IsFinite));
    }

    private IEnumerable<Sample> Of(string row, string balancer) =>
        _samples.Where(sample => sample.Row == row && sample.Balancer == balancer);
}
