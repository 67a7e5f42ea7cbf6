using Lb.Configuration.Model;

namespace Lb.Core.Balancing;

/// <summary>Makes the balancer of a backend.</summary>
public static class Balancers
{
    /// <summary>Makes a balancer with turns of its own.</summary>
    /// <param name="config">Algorithm and its settings.</param>
    /// <param name="random">What <c>balance random</c> draws from.</param>
    public static IBalancer Create(BalanceConfig config, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Algorithm switch
        {
            BalanceAlgorithm.StaticRoundRobin => new TurnsBalancer(fixedMap: true),
            BalanceAlgorithm.LeastConnections => new LeastConnectionsBalancer(),
            BalanceAlgorithm.First => new FirstBalancer(),
            BalanceAlgorithm.Source or BalanceAlgorithm.Hash => new HashBalancer(config),
            BalanceAlgorithm.Random => new RandomBalancer(config.RandomDraws, random),
            BalanceAlgorithm.Crc32Walk => new Crc32WalkBalancer(),
            BalanceAlgorithm.Ketama => new KetamaBalancer(),
            _ => new TurnsBalancer(fixedMap: false),
        };
    }
}
