using System.Collections.Immutable;
using System.Text;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Syntax;

/// <summary>Text of an nginx configuration to tokens. Never throws: what cannot be read becomes an error with its line, and reading goes on.</summary>
/// <remarks>nginx's own rules: a quote opens a string at the start of a word only, <c>#</c> a comment at the start of a word only, a backslash keeps
/// any character from ending the word, and <c>${</c> inside a word opens no block.</remarks>
internal sealed class NginxLexer
{
    private readonly ConfigSource _source;
    private readonly ConfigDiagnostics _diagnostics;
    private readonly ImmutableArray<NginxToken>.Builder _tokens = ImmutableArray.CreateBuilder<NginxToken>();
    private int _position;
    private int _line = 1;

    private NginxLexer(ConfigSource source, ConfigDiagnostics diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
    }

    private string Text => _source.Text;

    /// <summary>All tokens of the file; errors go to <paramref name="diagnostics"/>.</summary>
    public static ImmutableArray<NginxToken> Read(ConfigSource source, ConfigDiagnostics diagnostics)
    {
        var lexer = new NginxLexer(source, diagnostics);
        if (source.Text.Contains('\0'))
        {
            lexer.Error(1, "the file is not text: it holds NUL characters.");
            return [];
        }

        while (lexer._position < source.Text.Length) lexer.ReadNext();
        return lexer._tokens.ToImmutable();
    }

    private void ReadNext()
    {
        switch (Text[_position])
        {
            case ' ' or '\t' or '\r' or '\n':
                Advance();
                break;
            case '#':
                SkipComment();
                break;
            case ';':
                AddMark(NginxTokenKind.Semicolon);
                break;
            case '{':
                AddMark(NginxTokenKind.OpenBrace);
                break;
            case '}':
                AddMark(NginxTokenKind.CloseBrace);
                break;
            case '"' or '\'':
                ReadQuoted();
                break;
            default:
                ReadBare();
                break;
        }
    }

    private void SkipComment()
    {
        while (_position < Text.Length && Text[_position] != '\n') _position++;
    }

    private void AddMark(NginxTokenKind kind)
    {
        _tokens.Add(new NginxToken(kind, Text[_position].ToString(), _line));
        _position++;
    }

    private void ReadBare()
    {
        var word = new StringBuilder();
        var line = _line;
        var afterDollar = false;
        while (_position < Text.Length)
        {
            var c = Text[_position];
            if (c == '\\')
            {
                ReadEscape(word);
                afterDollar = false;
                continue;
            }

            if (IsBlank(c) || c == ';' || (c == '{' && !afterDollar)) break;
            afterDollar = c == '$';
            word.Append(c);
            _position++;
        }

        _tokens.Add(new NginxToken(NginxTokenKind.Word, word.ToString(), line));
    }

    private void ReadQuoted()
    {
        var word = new StringBuilder();
        var line = _line;
        var quote = Text[_position++];
        while (_position < Text.Length && Text[_position] != quote)
        {
            if (Text[_position] == '\\')
            {
                ReadEscape(word);
                continue;
            }

            word.Append(Text[_position]);
            Advance();
        }

        _tokens.Add(new NginxToken(NginxTokenKind.Word, word.ToString(), line));
        CloseQuote(quote, line);
    }

    private void CloseQuote(char quote, int openedAt)
    {
        if (_position == Text.Length)
        {
            Error(openedAt, $"the {quote} that opens here is never closed.");
            return;
        }

        _position++;
        if (_position == Text.Length || IsBlank(Text[_position]) || Text[_position] is ';' or '{' or ')') return;
        Error(_line, $"'{Text[_position]}' follows a closing {quote} directly. Put a space or ';' between them.");
    }

    /// <summary>A backslash goes in front of quotes and itself, makes control characters of t, r and n, and stays in front of all else.</summary>
    private void ReadEscape(StringBuilder word)
    {
        if (_position + 1 == Text.Length)
        {
            word.Append('\\');
            _position++;
            return;
        }

        _position++;
        var c = Text[_position];
        _ = c switch
        {
            '"' or '\'' or '\\' => word.Append(c),
            't' => word.Append('\t'),
            'r' => word.Append('\r'),
            'n' => word.Append('\n'),
            _ => word.Append('\\').Append(c),
        };
        Advance();
    }

    private void Advance()
    {
        if (Text[_position] == '\n') _line++;
        _position++;
    }

    private void Error(int line, string message) => _diagnostics.Error(new SourceLocation(_source.File, line), message);

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';
}
