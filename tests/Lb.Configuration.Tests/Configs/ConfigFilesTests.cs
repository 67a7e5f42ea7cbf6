using System.Net;
using System.Text.RegularExpressions;
using Lb.Configuration.Tests.Certificates;
using Lb.Testing.Certificates;

namespace Lb.Configuration.Tests.Configs;

/// <summary>Every file in configs/ is read as it stands; only the paths of certificates lead to a temporary folder.</summary>
public sealed partial class ConfigFilesTests : IDisposable
{
    private const string QuietClients =
        "'timeout server 50s' closes MQTT clients that are merely quiet: with the usual keep-alive of 60s a client may be silent for a minute, "
        + "and brokers allow 90s. Raise it above one and a half times the longest keep-alive, or set 'timeout tunnel'.";

    private static readonly string Folder = Path.Combine(RepositoryFolder.Path, "configs");

    private readonly PemFolder _folder = new();

    public ConfigFilesTests()
    {
        var authority = new TestAuthority();
        var server = authority.IssueServer(TestKeyType.Ecdsa, "mqtt.example");
        foreach (var bundle in new[] { "server.pem", "emq.pem" }) _folder.Write(bundle, server.BundlePem);
        foreach (var key in new[] { "server.key", "key.pem" }) _folder.Write(key, server.PrivateKeyPem);
        _folder.Write("cert.pem", server.ChainPem);
        _folder.Write("ca.pem", authority.CertificatePem);
        _folder.Write("revoked.pem", authority.Revoke());
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string[]> Verdicts => new()
    {
        { "emq-nginx.conf", [] },
        { "cp7-nginx.conf", [] },
        { "least-connections.conf", [] },
        { "emq-haproxy.cfg", ["Warning:15: " + NoConnectTimeout("emq_cluster"), "Warning:18: " + QuietClients] },
        { "sticky-client-id.cfg", [] },
        { "sidecar.cfg", [] },
        { "proxy-protocol.cfg", [] },
        { "mutual-tls.cfg", [] },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void LoadsWithTheseMessages(string file, string[] messages)
    {
        var result = Load(file);

        Assert.Equal(string.Join("\n", messages), string.Join("\n", Messages(result)));
        Assert.NotNull(result.Config);
    }

    [Fact]
    public void RefusesTheCp7Guide_NamingTheBackendThatThereIs()
    {
        var result = Load("cp7-haproxy.cfg");

        Assert.Null(result.Config);
        Assert.Equal(
            [
                "Warning:12: " + NoConnectTimeout("cp7_cluster"),
                "Error:10: default_backend 'emq_cluster' does not exist. Backends in this configuration: cp7_cluster.",
            ],
            Messages(result));
    }

    [Fact]
    public void EveryFileHasItsVerdict()
    {
        var files = Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

        Assert.Equal(files, Verdicts.Select(row => row.Data.Item1).Append("cp7-haproxy.cfg").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFileSaysWhatItIsFor()
    {
        Assert.All(Directory.GetFiles(Folder), file => Assert.StartsWith("# ", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<=\s)(?:/etc/\S+/|certs/)(?=[\w-]+\.(?:pem|key))")]
    private static partial Regex CertificateFolder();

    private static string NoConnectTimeout(string backend) =>
        $"backend '{backend}' has no 'timeout connect': a client or server that vanishes keeps its connection for ever. "
        + "Set the time, here or in 'defaults'.";

    private static IEnumerable<string> Messages(ConfigResult result) =>
        result.Diagnostics.Select(d => $"{d.Severity}:{d.Location?.Line}: {d.Message}");

    private ConfigResult Load(string file)
    {
        var text = CertificateFolder().Replace(File.ReadAllText(Path.Combine(Folder, file)), _folder.Path + "/");
        var environment = new ConfigEnvironment { GetVariable = _ => null, Resolve = _ => Array.Empty<IPAddress>() };
        return ConfigLoader.Load([_folder.Write(file, text)], environment);
    }
}
