namespace Lb.Configuration.Model;

/// <summary>Where a statement stands: file as named on the command line, line from 1.</summary>
public sealed record SourceLocation(string File, int Line)
{
    /// <summary>The location as errors print it, <c>file:line</c>.</summary>
    public override string ToString() => $"{File}:{Line}";
}
