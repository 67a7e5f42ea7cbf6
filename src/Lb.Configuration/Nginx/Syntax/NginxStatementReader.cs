using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Syntax;

/// <summary>Tokens to statements and blocks. Never throws, and does not recurse: depth costs no stack.</summary>
internal sealed class NginxStatementReader
{
    private readonly string _file;
    private readonly ConfigDiagnostics _diagnostics;
    private readonly Stack<OpenBlock> _open = new();
    private ImmutableArray<NginxStatement>.Builder _statements = ImmutableArray.CreateBuilder<NginxStatement>();
    private readonly ImmutableArray<NginxToken>.Builder _words = ImmutableArray.CreateBuilder<NginxToken>();

    private NginxStatementReader(string file, ConfigDiagnostics diagnostics)
    {
        _file = file;
        _diagnostics = diagnostics;
    }

    /// <summary>Top-level statements of the file; errors go to <paramref name="diagnostics"/>.</summary>
    public static ImmutableArray<NginxStatement> Read(ConfigSource source, ConfigDiagnostics diagnostics)
    {
        var reader = new NginxStatementReader(source.File, diagnostics);
        foreach (var token in NginxLexer.Read(source, diagnostics)) reader.Take(token);
        return reader.Finish();
    }

    private void Take(NginxToken token)
    {
        switch (token.Kind)
        {
            case NginxTokenKind.Word:
                _words.Add(token);
                break;
            case NginxTokenKind.Semicolon when _words.Count > 0:
                AddStatement(null);
                break;
            case NginxTokenKind.OpenBrace when _words.Count > 0:
                OpenNested();
                break;
            case NginxTokenKind.CloseBrace:
                CloseNested(token);
                break;
            case NginxTokenKind.OpenBrace:
                Error(token.Line, "'{' opens a block that has no name.");
                OpenNested();
                break;
            default:
                Error(token.Line, "';' ends a statement that was never begun.");
                break;
        }
    }

    private void OpenNested()
    {
        _open.Push(new OpenBlock(_words.DrainToImmutable(), _statements));
        _statements = ImmutableArray.CreateBuilder<NginxStatement>();
    }

    private void CloseNested(NginxToken brace)
    {
        CloseUnfinishedStatement("'}'");
        if (_open.Count == 0)
        {
            Error(brace.Line, "'}' closes a block that was never opened.");
            return;
        }

        CloseBlock();
    }

    private void CloseBlock()
    {
        var block = _statements.DrainToImmutable();
        var opened = _open.Pop();
        _statements = opened.Outer;
        if (opened.Words.IsEmpty) return;
        _words.AddRange(opened.Words);
        AddStatement(block);
    }

    private void AddStatement(ImmutableArray<NginxStatement>? block)
    {
        var name = _words[0];
        _words.RemoveAt(0);
        _statements.Add(new NginxStatement(name.Text, _words.DrainToImmutable(), block, new SourceLocation(_file, name.Line)));
    }

    private ImmutableArray<NginxStatement> Finish()
    {
        CloseUnfinishedStatement("the end of the file");
        while (_open.Count > 0)
        {
            var opened = _open.Peek().Words;
            if (!opened.IsEmpty) Error(opened[0].Line, $"the block '{opened[0].Text}' that opens here is never closed with '}}'.");
            CloseBlock();
        }

        return _statements.DrainToImmutable();
    }

    /// <summary>A forgotten <c>;</c> in front of <c>}</c> or the end is reported, and the statement still counts, so that its own errors come out too.</summary>
    private void CloseUnfinishedStatement(string before)
    {
        if (_words.Count == 0) return;
        Error(_words[^1].Line, $"'{_words[0].Text}': ';' is missing before {before}.");
        AddStatement(null);
    }

    private void Error(int line, string message) => _diagnostics.Error(new SourceLocation(_file, line), message);

    private sealed record OpenBlock(ImmutableArray<NginxToken> Words, ImmutableArray<NginxStatement>.Builder Outer);
}
