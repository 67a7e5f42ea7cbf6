namespace Lb.Configuration.Model;

/// <summary>A file, or a folder, that a line of the configuration names.</summary>
/// <param name="Path">Path, from the working folder where it is relative.</param>
/// <param name="Location">Line that names it.</param>
/// <param name="Statement">What messages call the line, for example <c>bind *:8883</c>.</param>
public sealed record FileConfig(string Path, SourceLocation Location, string Statement);
