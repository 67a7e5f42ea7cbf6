using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Testing.Certificates;

namespace Lb.EndToEnd.Tests.Tls;

/// <summary>SIGHUP: the files of TLS are read again, and nobody who is connected notices.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private const string Replaced = "^Certificates were replaced on 1 bind";
    private const string NotReplaced = "^Certificates were not replaced, ";

    // Standard error, and the log of the config.
    private const int Outputs = 2;

    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;
    private int _clients;

    private Reference Broker => _broker!;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ServesTheNewCertificate_WhileTheOldConnectionGoesOn()
    {
        await using var mqlb = await StartAsync($"crt {_folder.ServerBundle}");
        await using var old = await ConnectAsync();
        var renewed = _folder.Renewed();

        _folder.Write("server.pem", renewed.BundlePem);
        await ReloadAsync(mqlb);

        await using var young = await ConnectAsync();
        Assert.Equal(renewed.SerialNumber, SerialOf(young));
        Assert.NotEqual(renewed.SerialNumber, SerialOf(old));
        await PingAsync(old);
        await PingAsync(young);
    }

    [Fact]
    public async Task ServesTheOldCertificateAndNamesTheFile_UntilABrokenOneIsMended()
    {
        await using var mqlb = await StartAsync($"crt {_folder.ServerBundle} ca-file {_folder.Authority} verify optional");
        await using var old = await ConnectAsync();
        var authority = await File.ReadAllTextAsync(_folder.Authority);
        _folder.Write("server.pem", "broken");
        File.Delete(_folder.Authority);

        mqlb.Process.Signal(ChildProcess.SigHup);
        await mqlb.LineAsync($"{NotReplaced}2 errors", Outputs);

        Assert.Equal(Outputs, mqlb.Process.Lines($@"\.cfg:\d+: 'bind 127\.0\.0\.1:{_port}': .*'{_folder.ServerBundle}'").Count);
        Assert.Equal(Outputs, mqlb.Process.Lines($"file '{_folder.Authority}' does not exist").Count);
        _folder.Write("ca.pem", authority);
        await using (var same = await ConnectAsync()) Assert.Equal(SerialOf(old), SerialOf(same));
        var renewed = _folder.Renewed();
        _folder.Write("server.pem", renewed.BundlePem);
        await ReloadAsync(mqlb);
        await using var mended = await ConnectAsync();
        Assert.Equal(renewed.SerialNumber, SerialOf(mended));
        await PingAsync(old);
    }

    [Fact]
    public async Task ServesACertificateThatIsNewInTheFolder()
    {
        _folder.Write("crt/a.pem", _folder.Renewed().BundlePem);
        await using var mqlb = await StartAsync($"crt {_folder.Path}/crt strict-sni");
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync("new.example"));

        _folder.Write("crt/b.pem", await File.ReadAllTextAsync(_folder.Server("new.example")));
        await ReloadAsync(mqlb);

        await using var client = await ConnectAsync("new.example");
        await PingAsync(client);
    }

    [Fact]
    public async Task RefusesAClient_WhoseCertificateTheNewListNames()
    {
        var lost = _folder.Client("lost");
        var list = _folder.Write("crl.pem", _folder.Revoke());
        await using var mqlb = await StartAsync($"crt {_folder.ServerBundle} ca-file {_folder.Authority} crl-file {list} verify required");
        await using var old = await ConnectAsync(certificate: lost);

        _folder.Write("crl.pem", _folder.Revoke(lost));
        await ReloadAsync(mqlb);

        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(certificate: lost));
        await using var kept = await ConnectAsync(certificate: _folder.Client("kept"));
        await PingAsync(old);
    }

    [Fact]
    public async Task AcceptsClientsOfTheNewAuthority()
    {
        using var elsewhere = new TestFolder();
        var authorities = _folder.Write("clients.pem", await File.ReadAllTextAsync(_folder.Authority));
        await using var mqlb = await StartAsync($"crt {_folder.ServerBundle} ca-file {authorities} verify required");
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(certificate: elsewhere.Client("moved")));

        _folder.Write("clients.pem", await File.ReadAllTextAsync(elsewhere.Authority));
        await ReloadAsync(mqlb);

        await using var moved = await ConnectAsync(certificate: elsewhere.Client("moved"));
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(certificate: _folder.Client("left")));
    }

    [Fact]
    public async Task ResumesSessionsThatBeganBefore_OnTheFastTransport()
    {
        SkipOnPortable();
        await using var mqlb = await StartAsync($"crt {_folder.ServerBundle}");
        var session = await BeginAsync();

        _folder.Write("server.pem", _folder.Renewed().BundlePem);
        await ReloadAsync(mqlb);

        Assert.True(await IsResumedAsync(session));
    }

    [Fact]
    public async Task ResumesSessionsForAsLongAsTheTicketFileHoldsTheirKey_OnTheFastTransport()
    {
        SkipOnPortable();
        var keys = Enumerable.Range(0, 4).Select(_ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(80))).ToArray();
        var file = _folder.Write("tickets", string.Join('\n', keys[..3]));
        await using var mqlb = await StartAsync($"crt {_folder.ServerBundle} tls-ticket-keys {file}");
        var session = await BeginAsync();

        _folder.Write("tickets", string.Join('\n', keys));
        await ReloadAsync(mqlb);
        Assert.True(await IsResumedAsync(session));

        _folder.Write("tickets", string.Join('\n', keys[0], keys[2], keys[3]));
        await ReloadAsync(mqlb, 2);
        Assert.False(await IsResumedAsync(session));
    }

    [Fact]
    public async Task StaplesTheNewOcspResponse_OnTheFastTransport()
    {
        SkipOnPortable();
        var server = _folder.Renewed();
        _folder.Write("server.pem", server.BundlePem);
        await using var mqlb = await StartAsync($"crt {_folder.ServerBundle}");
        Assert.Contains("OCSP response: no response sent", await VisitAsync("-status"), StringComparison.Ordinal);

        await File.WriteAllBytesAsync($"{_folder.ServerBundle}.ocsp", OcspBytes.Good(server, DateTimeOffset.UtcNow.AddDays(1)));
        await ReloadAsync(mqlb);

        Assert.Contains("OCSP Response Status: successful", await VisitAsync("-status"), StringComparison.Ordinal);
    }

    private static void SkipOnPortable() => Assert.SkipWhen(Mqlb.IsOnPortable, "The portable transport leaves this to the runtime.");

    private static string SerialOf(RawClient client) => ((X509Certificate2)((SslStream)client.Stream).RemoteCertificate!).SerialNumber;

    private static async Task PingAsync(RawClient client)
    {
        await client.SendAsync((byte[])[0xc0, 0]);
        Assert.Equal([0xd0, 0], await client.ReadAsync(2));
    }

    private static async Task ReloadAsync(Mqlb mqlb, int times = 1)
    {
        mqlb.Process.Signal(ChildProcess.SigHup);
        await mqlb.LineAsync(Replaced, times * Outputs);
    }

    private Task<Mqlb> StartAsync(string bind) => Mqlb.StartAsync(Section.Config(_port, [Broker], bind: $"ssl {bind}"), _folder);

    // A resumed session would show the certificate that it began with.
    private async Task<RawClient> ConnectAsync(string name = "localhost", TestCertificate? certificate = null)
    {
        var options = _folder.TlsClient;
        options.TargetHost = name;
        options.AllowTlsResume = false;
        if (certificate is not null) options.ClientCertificates = [certificate.Certificate];
        var client = await RawClient.OpenAsync(_port);
        await client.StartTlsAsync(options);
        await client.SendAsync(RawClient.Connect($"client-{++_clients}"));
        await client.ExpectConnAckAsync();
        return client;
    }

    private async Task<string> BeginAsync()
    {
        var session = Path.Combine(_folder.Path, "session.pem");
        await VisitAsync($"-sess_out {session}");
        return session;
    }

    private async Task<bool> IsResumedAsync(string session) =>
        (await VisitAsync($"-sess_in {session}")).Contains("Reused, TLSv1", StringComparison.Ordinal);

    // CONNECT in, CONNACK out, then the DISCONNECT ends it.
    private async Task<string> VisitAsync(string arguments)
    {
        var connect = Path.Combine(_folder.Path, "connect.bin");
        await File.WriteAllBytesAsync(connect, [.. RawClient.Connect("openssl"), 0xe0, 0]);
        var ended = await ChildProcess.RunAsync(
            "/bin/sh", "-c", $"exec openssl s_client -connect 127.0.0.1:{_port} -CAfile {_folder.Authority} {arguments} -ign_eof < {connect}");
        Assert.True(ended.ExitCode == 0, ended.Output);
        return ended.Output;
    }
}
