namespace Lb.Configuration.Diagnostics;

/// <summary>Finds the word that was probably meant.</summary>
internal static class KeywordSuggestion
{
    /// <summary>A sentence like <c> Did you mean 'balance'?</c> with a leading space, or nothing when no word is near: at most two letters
    /// (one in words below five letters) added, left out, changed or swapped.</summary>
    public static string For(string word, IEnumerable<string> candidates)
    {
        var limit = word.Length < 5 ? 1 : 2;
        var best = candidates
            .Select(candidate => (candidate, Distance: Distance(word, candidate)))
            .Where(c => c.Distance <= limit)
            .OrderBy(c => c.Distance).ThenBy(c => c.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is null ? "" : $" Did you mean '{best.candidate}'?";
    }

    /// <summary>Optimal string alignment distance.</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
