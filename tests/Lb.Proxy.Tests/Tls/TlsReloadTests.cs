using Lb.Core.State;
using Lb.Proxy.Connections;
using Lb.Proxy.Tests.Proxies;
using Lb.Proxy.Tls;
using Lb.Testing.Certificates;
using Lb.Testing.Time;
using Lb.Transport.Listening;

namespace Lb.Proxy.Tests.Tls;

public sealed class TlsReloadTests : IDisposable
{
    private static readonly TestAuthority Authority = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mqlb-reload-");
    private readonly List<string> _steps = [];

    public TlsReloadTests()
    {
        Write("a.pem", Authority.IssueServer(TestKeyType.Ecdsa, "a.example").BundlePem);
        Write("b.pem", Authority.IssueServer(TestKeyType.Ecdsa, "b.example").BundlePem);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void PreparesAllBinds_BeforeItAppliesAny()
    {
        RecordedTls[] tls = [new(_steps), new(_steps)];
        var binds = Binds(tls);
        var renewed = Authority.IssueServer(TestKeyType.Ecdsa, "a.example");
        Write("a.pem", renewed.BundlePem);

        var outcome = new TlsReload(binds).Run();

        Assert.Empty(outcome.Errors);
        Assert.Equal(2, outcome.Binds);
        Assert.Equal(["prepared", "prepared", "applied", "applied", "disposed", "disposed"], _steps);
        var certificate = Assert.Single(tls[0].Settings!.Certificates);
        Assert.Equal(renewed.ChainPem.Trim(), certificate.ChainPem.Trim());
        Assert.Equal(Path.Combine(_folder.FullName, "a.pem"), certificate.Path);
        Assert.Equal("test.cfg:11: 'bind 127.0.0.1:8883'", tls[0].Settings!.Origin);
    }

    [Fact]
    public void AppliesNone_WhenTheFileOfOneCannotBeRead()
    {
        RecordedTls[] tls = [new(_steps), new(_steps)];
        var binds = Binds(tls);
        Write("b.pem", "broken");

        var outcome = new TlsReload(binds).Run();

        Assert.Equal(0, outcome.Binds);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("test.cfg:12: 'bind 127.0.0.1:8884': ", error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder.FullName, "b.pem"), error, StringComparison.Ordinal);
        Assert.Equal(["prepared", "disposed"], _steps);
    }

    [Fact]
    public void TellsWhatTheFilesAndWhatTheTlsLibrarySay_AtOnce()
    {
        RecordedTls[] tls = [new(_steps) { Failure = "OpenSSL does not take the certificate" }, new(_steps)];
        var binds = Binds(tls);
        File.Delete(Path.Combine(_folder.FullName, "b.pem"));

        var outcome = new TlsReload(binds).Run();

        Assert.Equal("OpenSSL does not take the certificate", outcome.Errors[0]);
        Assert.Contains("b.pem' does not exist", Assert.Single(outcome.Errors.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void ComplainsOnce_WhenALineHasSeveralAddresses()
    {
        RecordedTls[] tls = [new(_steps), new(_steps), new(_steps)];
        var binds = Binds(tls, "127.0.0.1:8883-8885 ssl crt", "a.pem");
        File.Delete(Path.Combine(_folder.FullName, "a.pem"));

        Assert.Single(new TlsReload(binds).Run().Errors);
    }

    [Fact]
    public void LeavesPlainBindsAlone()
    {
        var binds = Binds([], "127.0.0.1:1884");

        var outcome = new TlsReload(binds).Run();

        Assert.Equal((0, 0), (outcome.Binds, outcome.Errors.Count));
    }

    private BoundFrontends Binds(RecordedTls[] tls) =>
        Bind(tls, $" bind 127.0.0.1:8883 ssl crt {_folder.FullName}/a.pem\n bind 127.0.0.1:8884 ssl crt {_folder.FullName}/b.pem");

    private BoundFrontends Binds(RecordedTls[] tls, string bind, string file = "") =>
        Bind(tls, $" bind {bind} {(file.Length > 0 ? Path.Combine(_folder.FullName, file) : "")}");

    private static BoundFrontends Bind(RecordedTls[] tls, string binds)
    {
        var config = Configs.Parse($"\nglobal\n maxconn 1000\n\nfrontend f\n{binds}\n default_backend b\nbackend b\n server s 192.0.2.1:1883");
        var state = new RuntimeState(config, new ManualTimeProvider(), new Random(1));
        var all = new BoundFrontends(state);
        var frontend = state.Frontends[0];
        foreach (var bind in frontend.Config.Binds) all.Add(frontend, bind, new BindEndPoint(bind.Address.Address, 0, []));
        for (var i = 0; i < tls.Length; i++) all[i].Tls = tls[i];
        return all;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
