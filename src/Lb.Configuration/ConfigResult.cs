using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration;

/// <summary>Outcome of reading a configuration.</summary>
/// <param name="Config">Null when there is at least one error.</param>
/// <param name="Diagnostics">All messages, in the order they were found.</param>
public sealed record ConfigResult(LbConfig? Config, ImmutableArray<ConfigDiagnostic> Diagnostics);
