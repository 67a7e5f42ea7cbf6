using System.Net;

namespace Lb.Core.Tests.Balancing;

/// <summary>Client addresses on the loopback network.</summary>
internal static class Sources
{
    /// <summary>Different addresses, the same ones for a seed.</summary>
    public static IEnumerable<IPAddress> Some(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => new IPAddress([127, (byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(1, 255)]));
    }
}
