using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Report;

/// <summary>One measurement and what it belongs to.</summary>
internal sealed record Sample(string Row, string Balancer, int Round, Measurement Measurement);
