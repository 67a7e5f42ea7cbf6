using System.Net;
using Lb.Bench.Load.Balancers;

namespace Lb.Bench.Load.Tests;

public sealed class BalancerConfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mqlb-bench-test-").FullName;

    public static TheoryData<string> Names => [.. Balancer.All("/mqlb", "/mqlb").Select(balancer => balancer.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPlaceOfTheTemplateIsFilled(string name)
    {
        var balancer = Balancer.All("/mqlb", "/mqlb").Single(each => each.Name == name);
        var brokers = Enumerable.Range(1, 4).Select(id => new IPEndPoint(IPAddress.Loopback, 18_830 + id)).ToList();
        string path = Path.Combine(_folder, "test.cfg");

        BalancerConfig.Write(path, balancer, BindAddresses.Take(new PortRange()), brokers, new BenchCertificates("/ecdsa.pem", "/rsa.pem"), threads: 2);

        string text = File.ReadAllText(path);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.All(brokers, broker => Assert.Contains(broker.ToString(), text, StringComparison.Ordinal));
        Assert.Matches("(nbthread|worker_processes) 2\\b", text);
        Assert.Contains("/ecdsa.pem", text, StringComparison.Ordinal);
        Assert.Contains("/rsa.pem", text, StringComparison.Ordinal);
    }
}
