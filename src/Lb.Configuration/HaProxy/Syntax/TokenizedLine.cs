using System.Collections.Immutable;

namespace Lb.Configuration.HaProxy.Syntax;

/// <summary>Words of a line; none for a blank line or a comment.</summary>
/// <param name="Words">Words with quotes and escapes resolved. After an error: those before it.</param>
/// <param name="Error">What is wrong with the quoting; null = nothing.</param>
internal sealed record TokenizedLine(ImmutableArray<string> Words, string? Error);
