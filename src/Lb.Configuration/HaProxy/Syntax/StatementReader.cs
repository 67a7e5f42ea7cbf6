using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Syntax;

/// <summary>Turns the text of a file into statements.</summary>
internal sealed class StatementReader(ConfigEnvironment environment, ConfigDiagnostics diagnostics)
{
    /// <summary>Statements of a file in order. A line whose quoting is wrong is an error and gives no statement.</summary>
    public IEnumerable<Statement> Read(ConfigSource source)
    {
        var lines = source.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var location = new SourceLocation(source.File, i + 1);
            if (ReadLine(lines[i], location) is { } statement)
                yield return statement;
        }

        if (lines[^1].Length > 0)
            diagnostics.Notice(
                new SourceLocation(source.File, lines.Length),
                "the last line has no line feed; it is read as it stands, but the file may have been cut off. End the file with an empty line.");
    }

    private Statement? ReadLine(string line, SourceLocation location)
    {
        var text = location.Line == 1 ? line.TrimStart('\uFEFF') : line;
        var tokens = Tokenizer.Tokenize(text, environment.GetVariable);
        if (tokens.Error is { } error)
        {
            diagnostics.Error(location, $"{error}. Nothing on this line was read.");
            return null;
        }

        return tokens.Words.Length == 0 ? null : new Statement(location, tokens.Words);
    }
}
