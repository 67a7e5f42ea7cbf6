using System.Collections.Immutable;
using System.Text;

namespace Lb.Configuration.HaProxy.Syntax;

/// <summary>Cuts a line into words: escapes, weak and strong quotes, comments, environment variables (HAProxy manual 2.2 and
/// 2.3).</summary>
internal ref struct Tokenizer
{
    private readonly string _line;
    private readonly Func<string, string?> _variable;
    private readonly ImmutableArray<string>.Builder _words;
    private readonly StringBuilder _word;
    private int _at;
    private bool _inWord;
    private char _quote;
    private string? _error;

    private Tokenizer(string line, Func<string, string?> variable)
    {
        _line = line;
        _variable = variable;
        _words = ImmutableArray.CreateBuilder<string>();
        _word = new StringBuilder();
    }

    /// <summary>Never throws.</summary>
    /// <param name="line">One line, without its end.</param>
    /// <param name="variable">Value of an environment variable; null = not set, which reads as nothing.</param>
    public static TokenizedLine Tokenize(string line, Func<string, string?> variable) => new Tokenizer(line, variable).Run();

    private TokenizedLine Run()
    {
        while (_at < _line.Length && _error is null && !AtComment())
            Step(_line[_at]);

        if (_quote != '\0')
            _error ??= $"a {_quote} opens a quote that is not closed on this line";
        EndWord();
        return new TokenizedLine(_words.ToImmutable(), _error);
    }

    private readonly bool AtComment() => _quote == '\0' && _line[_at] == '#';

    private void Step(char c)
    {
        if (_quote == '\'')
            StrongQuoted(c);
        else if (c == '\\')
            Escape();
        else if (c == '"')
            Toggle('"');
        else if (_quote == '"')
            WeakQuoted(c);
        else if (c == '\'')
            Toggle('\'');
        else if (c is ' ' or '\t' or '\r' or '\v' or '\f')
            Separate();
        else
            Emit(c);
    }

    private void StrongQuoted(char c)
    {
        if (c == '\'')
            Toggle('\'');
        else
            Emit(c);
    }

    private void WeakQuoted(char c)
    {
        if (c == '$')
            Expand();
        else
            Emit(c);
    }

    private void Emit(char c)
    {
        _word.Append(c);
        _inWord = true;
        _at++;
    }

    // An empty pair of quotes is a word of its own.
    private void Toggle(char quote)
    {
        _quote = _quote == '\0' ? quote : '\0';
        _inWord = true;
        _at++;
    }

    private void Separate()
    {
        EndWord();
        _at++;
    }

    private void EndWord()
    {
        if (_inWord)
            _words.Add(_word.ToString());
        _word.Clear();
        _inWord = false;
    }

    private void Escape()
    {
        _inWord = true;
        var next = _at + 1 < _line.Length ? _line[_at + 1] : '\0';
        switch (next)
        {
            case ' ' or '\t' or '\\' or '#' or '"' or '\'':
            case '$' when _quote == '"':
                EmitEscaped(next);
                break;
            case 'n':
                EmitEscaped('\n');
                break;
            case 'r':
                EmitEscaped('\r');
                break;
            case 't':
                EmitEscaped('\t');
                break;
            case 'x':
                EscapeHex();
                break;
            default:
                // Any other pair is no escape: the backslash stays (regular expressions live on it).
                Emit('\\');
                break;
        }
    }

    private void EmitEscaped(char c)
    {
        _word.Append(c);
        _at += 2;
    }

    private void EscapeHex()
    {
        if (_at + 3 >= _line.Length || !char.IsAsciiHexDigit(_line[_at + 2]) || !char.IsAsciiHexDigit(_line[_at + 3]))
        {
            _error = @"'\x' must be followed by two hex digits";
            return;
        }

        _word.Append((char)Convert.ToByte(_line.Substring(_at + 2, 2), 16));
        _at += 4;
    }

    private void Expand()
    {
        if (VariableReference.TryRead(_line, _at, out var reference))
        {
            _word.Append(reference.Resolve(_variable));
            _inWord = true;
            _at += reference.Length;
            return;
        }

        _error = "'$' must be followed by a variable: $NAME, ${NAME} or ${NAME-default}. Write \\$ for the character itself";
    }
}
