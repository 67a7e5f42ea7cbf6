using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>A sample expression and the type of its value.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Type">Type behind the last converter.</param>
internal sealed record TypedSample(SampleExpression Expression, SampleType Type);
