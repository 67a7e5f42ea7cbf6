using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>One acl line: a sample compared with patterns; holds when any pattern matches (HAProxy manual 7.1).</summary>
public sealed record AclTest(SampleExpression Sample, MatchMethod Method, ImmutableArray<AclPattern> Patterns, bool IgnoreCase);
