namespace Lb.Configuration.HaProxy.Values;

/// <summary>A value, or why there is none.</summary>
/// <param name="Value">Default when <paramref name="Error"/> is set.</param>
/// <param name="Error">Ends a sentence that began with the word at fault; null on success.</param>
internal readonly record struct Parsed<T>(T Value, string? Error);
