using Lb.Configuration.Certificates;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Tests.HaProxy;
using Lb.Configuration.Tests.Nginx;

namespace Lb.Configuration.Tests.Certificates;

/// <summary>Files that change after a configuration was read.</summary>
public sealed class TlsFileReaderTests : IDisposable
{
    private readonly PemFolder _folder = new();
    private readonly ConfigDiagnostics _diagnostics = new();

    public TlsFileReaderTests() => WriteAll("one", 10);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsWhatTheFilesOfABindHoldNow()
    {
        var before = HaProxyBind();

        WriteAll("two", 20);
        var now = Read(before);

        Assert.Empty(_diagnostics.All);
        Assert.Equal(before with { Certificates = now.Certificates, TicketKeys = now.TicketKeys, ClientCaPem = now.ClientCaPem, CrlPem = now.CrlPem }, now);
        AssertHolds("one", 10, before);
        AssertHolds("two", 20, now);
        AssertHoldsTheList(now);
    }

    [Fact]
    public void ReadsWhatTheFilesOfAnNginxServerHoldNow()
    {
        var before = NginxBind();

        WriteAll("two", 20);
        var now = Read(before);

        Assert.Empty(_diagnostics.All);
        AssertHolds("one", 10, before);
        AssertHolds("two", 20, now);
        AssertHoldsTheList(now);
    }

    [Fact]
    public void FindsCertificatesThatAreNewInAFolder_AndMissesThoseThatAreGone()
    {
        var before = HaProxyBind();

        var (certificate, key) = PemFolder.SelfSigned("new.example");
        _folder.Write("crt/zz.pem", certificate, key);
        Assert.Equal(["one.example", "new.example"], Read(before).Certificates.SelectMany(c => c.Names));
        File.Delete(Path.Combine(_folder.Path, "crt", "server.pem"));
        Assert.Equal(["new.example"], Read(before).Certificates.SelectMany(c => c.Names));
    }

    [Fact]
    public void NamesTheLineAndEveryFile_WhenNoneCanBeRead()
    {
        var before = HaProxyBind();
        foreach (var name in new[] { "ca.pem", "crl.pem", "tickets" }) File.Delete(Path.Combine(_folder.Path, name));
        _folder.Write("crt/server.pem", "broken");

        Read(before);

        var errors = _diagnostics.All.Select(d => d.ToString()).ToList();
        Assert.All(errors, error => Assert.StartsWith("lb.cfg:", error, StringComparison.Ordinal));
        foreach (var name in new[] { "crt/server.pem", "ca.pem", "crl.pem", "tickets" })
            Assert.Contains(errors, error => error.Contains($"'bind :8883': ", StringComparison.Ordinal) && error.Contains($"{_folder.Path}/{name}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("server.crt", "ssl_certificate")]
    [InlineData("server.key", "ssl_certificate")]
    [InlineData("ca.pem", "ssl_client_certificate")]
    [InlineData("crl.pem", "ssl_crl")]
    [InlineData("response.der", "ssl_stapling_file")]
    [InlineData("ticket.key", "ssl_session_ticket_key")]
    public void NamesTheDirectiveAndTheFile_WhenItIsGone(string name, string directive)
    {
        var before = NginxBind();
        File.Delete(Path.Combine(_folder.Path, name));

        Read(before);

        Assert.EndsWith($"'{directive}': file '{_folder.Path}/{name}' does not exist. Create it or correct the path.",
            Assert.Single(_diagnostics.All).ToString(), StringComparison.Ordinal);
    }

    private void AssertHoldsTheList(BindTlsConfig tls) => Assert.Equal(File.ReadAllText(Path.Combine(_folder.Path, "crl.pem")), tls.CrlPem);

    private static void AssertHolds(string name, byte seed, BindTlsConfig tls)
    {
        var certificate = Assert.Single(tls.Certificates);
        Assert.Equal([$"{name}.example"], certificate.Names);
        Assert.Equal(seed, certificate.OcspResponse[0]);
        Assert.Equal(seed, tls.TicketKeys[0].Name[0]);
        Assert.Equal([$"{name}.ca"], CertificateFields.Read(tls.ClientCaPem!.TrimEnd())!.Names);
    }

    private BindTlsConfig Read(BindTlsConfig settings) => new TlsFileReader(_diagnostics).Read(settings);

    private BindTlsConfig HaProxyBind() => HaProxyText.Load(
        $"{HaProxyText.Defaults}frontend f\n    bind :8883 ssl crt {_folder.Path}/crt ca-file {_folder.Path}/ca.pem verify optional"
        + $" crl-file {_folder.Path}/crl.pem tls-ticket-keys {_folder.Path}/tickets alpn x\n    default_backend b\nbackend b\n    server s 192.0.2.1:1883\n")
        .Frontends[0].Binds[0].Tls!;

    private BindTlsConfig NginxBind() => NginxText.Parse(
        "stream { server { listen 8883 ssl; proxy_pass 10.0.0.1:1883; ssl_certificate server.crt; ssl_certificate_key server.key;"
        + " ssl_client_certificate ca.pem; ssl_verify_client on; ssl_crl crl.pem; ssl_session_ticket_key ticket.key;"
        + " ssl_stapling on; ssl_stapling_file response.der; } }",
        Path.Combine(_folder.Path, NginxText.File)).Config!.Frontends[0].Binds[0].Tls!;

    private void WriteAll(string name, byte seed)
    {
        var (certificate, key) = PemFolder.SelfSigned($"{name}.example");
        _folder.Write("crt/server.pem", certificate, key);
        _folder.Write("server.crt", certificate);
        _folder.Write("server.key", key);
        _folder.Write("ca.pem", PemFolder.SelfSigned($"{name}.ca").Certificate);
        _folder.Write("crl.pem", PemFolder.EmptyRevocationList());
        var ticketKey = Enumerable.Repeat(seed, 80).ToArray();
        _folder.Write("tickets", [.. Enumerable.Repeat(Convert.ToBase64String(ticketKey), 3)]);
        foreach (var file in new[] { "crt/server.pem.ocsp", "response.der", "ticket.key" }) File.WriteAllBytes(Path.Combine(_folder.Path, file), ticketKey);
    }
}
