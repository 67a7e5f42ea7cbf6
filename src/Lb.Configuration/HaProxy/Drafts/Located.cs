using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>A value and the line that it was written on.</summary>
internal sealed record Located<T>(T Value, SourceLocation Location);
