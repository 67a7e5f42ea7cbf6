namespace Lb.Configuration.Model;

/// <summary><c>balance</c> with its hash settings.</summary>
public sealed record BalanceConfig
{
    /// <summary>Algorithm.</summary>
    public BalanceAlgorithm Algorithm { get; init; }

    /// <summary>What is hashed by <see cref="BalanceAlgorithm.Hash"/>, <see cref="BalanceAlgorithm.Crc32Walk"/> and
    /// <see cref="BalanceAlgorithm.Ketama"/>; null otherwise.</summary>
    public SampleExpression? Key { get; init; }

    /// <summary>Servers drawn by <see cref="BalanceAlgorithm.Random"/>, at least 1.</summary>
    public int RandomDraws { get; init; } = 2;

    /// <summary>First word of <c>hash-type</c>.</summary>
    public HashMethod HashMethod { get; init; }

    /// <summary>Second word of <c>hash-type</c>.</summary>
    public HashFunction HashFunction { get; init; }

    /// <summary>Third word of <c>hash-type</c>: bits are mixed once more.</summary>
    public bool Avalanche { get; init; }

    /// <summary><c>hash-balance-factor</c>: no server gets more than this many percent of the average load, over 100; 0 = off.</summary>
    public int HashBalanceFactor { get; init; }
}
