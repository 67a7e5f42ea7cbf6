namespace Lb.Configuration.HaProxy.Syntax;

/// <summary>A section: its first line, and the statements up to the next one.</summary>
internal sealed record Section(Statement Header, List<Statement> Statements)
{
    /// <summary>First word of the first line.</summary>
    public string Kind => Header.Words[0];
}
