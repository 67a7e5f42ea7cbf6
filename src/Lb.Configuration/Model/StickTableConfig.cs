namespace Lb.Configuration.Model;

/// <summary><c>stick-table</c>.</summary>
public sealed record StickTableConfig
{
    /// <summary>Kind of key.</summary>
    public required StickKeyType Type { get; init; }

    /// <summary>Most entries.</summary>
    public required int Size { get; init; }

    /// <summary>Entries unused for this long go; null = they stay.</summary>
    public TimeSpan? Expire { get; init; }

    /// <summary><c>nopurge</c>: a full table takes no new entry instead of dropping the oldest.</summary>
    public bool NoPurge { get; init; }

    /// <summary><c>len</c> as written, in bytes; null = not given. Keys are kept in full length whatever it says.</summary>
    public int? DeclaredLength { get; init; }
}
