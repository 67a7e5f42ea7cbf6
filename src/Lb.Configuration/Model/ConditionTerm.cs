using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>A named or anonymous acl in a condition.</summary>
/// <param name="Negated">Written with <c>!</c>.</param>
/// <param name="AnyOf">Tests of the acl; lines that share a name are alternatives. Empty = never holds (predefined <c>FALSE</c>).</param>
public sealed record ConditionTerm(bool Negated, ImmutableArray<AclTest> AnyOf);
