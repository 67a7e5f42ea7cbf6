namespace Lb.Configuration;

/// <summary>Text of one configuration file.</summary>
/// <param name="File">Path as named on the command line; messages and relative paths start from it.</param>
/// <param name="Text">Whole content, decoded as UTF-8.</param>
public sealed record ConfigSource(string File, string Text);
