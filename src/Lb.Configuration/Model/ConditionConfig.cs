using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>What follows <c>if</c> or <c>unless</c>: holds when every term of at least one row holds (HAProxy manual 7.2).</summary>
/// <param name="Unless">True: the result is turned round.</param>
/// <param name="AnyOf">Rows joined by <c>or</c>; the terms of a row are joined by <c>and</c>.</param>
/// <param name="Text">As written, for messages.</param>
public sealed record ConditionConfig(bool Unless, ImmutableArray<ImmutableArray<ConditionTerm>> AnyOf, string Text);
