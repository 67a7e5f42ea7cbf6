using System.Net;
using Lb.Configuration;
using Lb.Host.Demo;

namespace Lb.Host.Tests.Demo;

public sealed class DemoConfigTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mqlb-host-");
    private readonly IPEndPoint[] _brokers = [new(IPAddress.Loopback, 1), new(IPAddress.Loopback, 2), new(IPAddress.Loopback, 3)];

    [Fact]
    public void LoadsWithoutAWord()
    {
        var file = Path.Combine(_folder.FullName, "demo.cfg");
        File.WriteAllText(file, DemoConfig.Text(DemoCertificate.Write(_folder.FullName), _brokers));

        var result = ConfigLoader.Load([file], ConfigEnvironment.System);

        Assert.DoesNotContain(result.Diagnostics, d => d.Severity != Configuration.Diagnostics.ConfigSeverity.Notice);
        Assert.Equal(["mqtt", "stats"], result.Config!.Frontends.Select(frontend => frontend.Name));
    }

    [Fact]
    public void ShowsLinesForBothKindsOfClients_WithTheCertificateThatWasMade()
    {
        var certificate = DemoCertificate.Write(_folder.FullName);

        var lines = DemoConfig.Table(certificate, _brokers).Split('\n');

        foreach (var command in (string[])["./mqlb sub", "./mqlb pub", "mosquitto_sub", "mosquitto_pub"])
        {
            var line = Assert.Single(lines, line => line.TrimStart().StartsWith(command, StringComparison.Ordinal));
            Assert.Contains(certificate.AuthorityFile, line, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
