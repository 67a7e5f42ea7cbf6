using System.Collections.Immutable;

namespace Lb.Configuration.HaProxy.Syntax;

/// <summary>Reads the words of a statement from left to right.</summary>
internal sealed class WordCursor(ImmutableArray<string> words)
{
    /// <summary>Words read so far.</summary>
    public int Position { get; private set; }

    /// <summary>True when no word is left.</summary>
    public bool AtEnd => Position >= words.Length;

    /// <summary>Next word, not yet read; null at the end.</summary>
    public string? Peek => AtEnd ? null : words[Position];

    /// <summary>Reads a word; null at the end.</summary>
    public string? Next() => AtEnd ? null : words[Position++];

    /// <summary>Reads a word if it is the given one.</summary>
    public bool TrySkip(string word)
    {
        if (Peek != word)
            return false;
        Position++;
        return true;
    }

    /// <summary>Moves on by some words.</summary>
    public void Skip(int count) => Position = Math.Min(words.Length, Position + count);

    /// <summary>Drops the rest, so that one mistake gives one message.</summary>
    public void SkipAll() => Position = words.Length;

    /// <summary>Words from a position up to the current one, as they would be written.</summary>
    public string TextSince(int position) => string.Join(' ', words[position..Position]);

    /// <summary>Reads a sample expression: one word, and the ones behind it while a comma or an open parenthesis asks for more, since
    /// people write <c>req.payload(0,0), mqtt_field_value(connect, client_identifier)</c>. Null at the end.</summary>
    public string? NextExpression()
    {
        var text = Next();
        while (text is not null && Peek is { } next && (AsksForMore(text) || next.StartsWith(',')))
        {
            text += next;
            Position++;
        }

        return text;
    }

    private static bool AsksForMore(string text) =>
        text.EndsWith(',') || text.Count(c => c == '(') > text.Count(c => c == ')');
}
