using System.Net;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Tests.Certificates;

namespace Lb.Configuration.Tests.HaProxy;

public sealed class GuideTests : IDisposable
{
    private readonly PemFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LoadsTheEmqGuide()
    {
        var result = Read("emq-haproxy.cfg");

        var frontend = Assert.Single(result.Config!.Frontends);
        var bind = Assert.Single(frontend.Binds);
        Assert.Equal("mqtt-ssl", frontend.Name);
        Assert.Equal(new IPEndPoint(IPAddress.Any, 8883), bind.Address);
        Assert.Equal(["guide.example"], Assert.Single(bind.Tls!.Certificates).Names);
        Assert.Equal(50000, frontend.MaxConnections);
        Assert.Equal(TimeSpan.FromMinutes(10), frontend.ClientTimeout);
        Assert.Equal("emq_cluster", frontend.DefaultBackend);
    }

    [Fact]
    public void ReadsTheServersOfTheEmqGuide()
    {
        var backend = Read("emq-haproxy.cfg").Config!.Backends.Single(b => b.Name == "emq_cluster");

        Assert.Equal(BalanceAlgorithm.Source, backend.Balance.Algorithm);
        Assert.Equal(HashMethod.MapBased, backend.Balance.HashMethod);
        Assert.Equal(TimeSpan.FromSeconds(50), backend.ServerTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), backend.CheckTimeout);
        Assert.Equal(TransparentSource.ClientAddress, backend.Source!.Transparent);
        Assert.Equal(["emq1", "emq2"], backend.Servers.Select(s => s.Name));
        Assert.Equal([1, 2], backend.Servers.Select(s => s.Id));
        Assert.All(backend.Servers, server => Assert.Equal(
            new CheckConfig { Interval = TimeSpan.FromSeconds(10), Fall = 2, Rise = 5 }, server.Check));
    }

    [Fact]
    public void WarnsOfTheEmqGuidesTraps()
    {
        var warnings = Read("emq-haproxy.cfg").Diagnostics.Where(d => d.Severity == ConfigSeverity.Warning).Select(d => d.Message).ToList();

        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, w => w.Contains("'timeout server 50s'", StringComparison.Ordinal) && w.Contains("keep-alive",
            StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.StartsWith("backend 'emq_cluster' has no 'timeout connect'", StringComparison.Ordinal));
    }

    [Fact]
    public void RefusesTheCp7Guide_WithTheBackendsThatThereAre()
    {
        var result = Read("cp7-haproxy.cfg");

        Assert.Null(result.Config);
        var error = Assert.Single(result.Diagnostics, d => d.Severity == ConfigSeverity.Error);
        Assert.Equal("default_backend 'emq_cluster' does not exist. Backends in this configuration: cp7_cluster.", error.Message);
        Assert.StartsWith("    default_backend", Line("cp7-haproxy.cfg", error.Location!.Line), StringComparison.Ordinal);
    }

    [Fact]
    public void LoadsTheCp7Guide_OnceItsBackendIsNamedRight()
    {
        var text = Text("cp7-haproxy.cfg").Replace("default_backend emq_cluster", "default_backend cp7_cluster", StringComparison.Ordinal);

        Assert.Equal(["cp71", "cp72"], HaProxyText.Load(text).Backends.Single(b => b.Name == "cp7_cluster").Servers.Select(s => s.Name));
    }

    private static string Line(string name, int line) => File.ReadAllLines(Path.Combine(RepositoryFolder.Path, "configs", name))[line - 1];

    private ConfigResult Read(string name) => HaProxyText.Parse(Text(name));

    // The guides name certificates of machines that the test does not run on.
    private string Text(string name)
    {
        var (certificate, key) = PemFolder.SelfSigned("guide.example");
        var pem = _folder.Write("guide.pem", certificate, key);
        return File.ReadAllText(Path.Combine(RepositoryFolder.Path, "configs", name))
            .Replace("/etc/ssl/emqttd/emq.pem", pem, StringComparison.Ordinal)
            .Replace("/etc/ssl/cp7/server.pem", pem, StringComparison.Ordinal);
    }
}
