namespace Lb.Configuration.Model;

/// <summary>How a server is picked for a connection that has none yet.</summary>
public enum BalanceAlgorithm
{
    /// <summary>In turns, by weight; weights can change at run time.</summary>
    RoundRobin,

    /// <summary>In turns, by weight, over a fixed map.</summary>
    StaticRoundRobin,

    /// <summary>Fewest connections for its weight.</summary>
    LeastConnections,

    /// <summary>First server with a free slot.</summary>
    First,

    /// <summary>Client address, see <see cref="BalanceConfig.HashMethod"/>.</summary>
    Source,

    /// <summary>Any sample, see <see cref="BalanceConfig.Key"/>.</summary>
    Hash,

    /// <summary>Best of a few drawn at random.</summary>
    Random,

    /// <summary>CRC-32 of the key's text, walked over the weights of all servers, down ones too; re-hashed on a miss.</summary>
    Crc32Walk,

    /// <summary>Ketama ring over the key's text: 160 points for each unit of weight.</summary>
    Ketama,
}
