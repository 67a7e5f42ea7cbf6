using System.Numerics;

namespace Lb.Transport.Reactors.Records;

/// <summary>A set of small numbers that knows its lowest; one bit for each.</summary>
internal sealed class IndexSet
{
    private ulong[] _words = new ulong[1];

    // No number is in a word before this one.
    private int _firstWord;

    public void Add(int index)
    {
        var word = index >> 6;
        if (word >= _words.Length) Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        _words[word] |= 1UL << (index & 63);
        _firstWord = Math.Min(_firstWord, word);
    }

    public void Remove(int index)
    {
        var word = index >> 6;
        if (word < _words.Length) _words[word] &= ~(1UL << (index & 63));
    }

    /// <summary>The lowest number, or -1 when the set is empty.</summary>
    public int Lowest()
    {
        for (; _firstWord < _words.Length; _firstWord++)
        {
            if (_words[_firstWord] is not 0 and var bits) return (_firstWord << 6) + BitOperations.TrailingZeroCount(bits);
        }

        return -1;
    }
}
