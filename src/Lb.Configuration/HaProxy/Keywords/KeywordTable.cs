using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Finds the row of a statement by its first words.</summary>
internal sealed class KeywordTable<TRow>
    where TRow : StatementKeyword
{
    private const int MaxWords = 3;
    private readonly FrozenDictionary<string, TRow> _byName;

    /// <summary>Rows in the order of the reference; names are unique.</summary>
    public KeywordTable(params ReadOnlySpan<ImmutableArray<TRow>> groups)
    {
        Rows = [.. groups.ToArray().SelectMany(group => group)];
        _byName = Rows.ToFrozenDictionary(row => row.Name);
    }

    /// <summary>All rows.</summary>
    public ImmutableArray<TRow> Rows { get; }

    /// <summary>Row with the longest name that the words begin with; null = none.</summary>
    public TRow? Find(ImmutableArray<string> words)
    {
        for (var count = Math.Min(MaxWords, words.Length); count > 0; count--)
        {
            if (_byName.TryGetValue(NameOf(words, count), out var row))
                return row;
        }

        return null;
    }

    /// <summary>The first words as a name: a parenthesis at the end of the last one is cut off.</summary>
    public static string NameOf(ImmutableArray<string> words, int count) =>
        string.Join(' ', words.Take(count - 1).Append(words[count - 1].Split('(')[0]));
}
