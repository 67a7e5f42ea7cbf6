using System.Net;
using System.Text;
using System.Text.Json;
using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.State;
using Lb.Core.Tests.State;

namespace Lb.Core.Tests.Balancing;

/// <summary>Servers that HAProxy 2.6 and nginx 1.22 picked for a few addresses.</summary>
public sealed class BalanceVectorTests
{
    [Theory]
    [InlineData("2 servers w1", HashMethod.MapBased, new[] { 1, 1 })]
    [InlineData("3 servers w1", HashMethod.MapBased, new[] { 1, 1, 1 })]
    [InlineData("3 servers w5/2/3", HashMethod.MapBased, new[] { 5, 2, 3 })]
    [InlineData("3 servers consistent", HashMethod.Consistent, new[] { 1, 1, 1 })]
    public void PicksTheServerOfHaproxy_ForEverySource(string vector, HashMethod method, int[] weights)
    {
        var balance = new BalanceConfig { Algorithm = BalanceAlgorithm.Source, HashMethod = method, Avalanche = method == HashMethod.Consistent };
        AssertPicks("haproxy", vector, Configs.Backend(balance, Servers(weights)).State());
    }

    [Theory]
    [InlineData("nginx hash 2", BalanceAlgorithm.Crc32Walk, new[] { 1, 1 })]
    [InlineData("nginx hash 5/2/3", BalanceAlgorithm.Crc32Walk, new[] { 5, 2, 3 })]
    public void PicksTheServerOfNginx_ForEverySource(string vector, BalanceAlgorithm algorithm, int[] weights) =>
        AssertPicks("nginx", vector, Configs.Backend(new BalanceConfig { Algorithm = algorithm }, Servers(weights)).State());

    private static ServerConfig[] Servers(int[] weights) => [.. weights.Select((weight, index) => Configs.Server(index + 1, weight))];

    private static void AssertPicks(string product, string vector, BackendState backend)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "balance.json")));
        foreach (var expected in golden.RootElement.GetProperty(product).GetProperty(vector).EnumerateObject())
        {
            var request = new PickRequest
            {
                ClientAddress = IPAddress.Parse(expected.Name),
                HasKey = true,
                Key = Encoding.ASCII.GetBytes(expected.Name),
            };
            Assert.Equal((expected.Name, expected.Value.GetString()), (expected.Name, backend.Balancer.Pick(request, backend.Snapshot)?.Name));
        }
    }
}
