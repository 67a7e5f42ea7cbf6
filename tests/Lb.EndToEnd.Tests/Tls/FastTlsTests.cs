using System.Security.Cryptography;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Tls;

/// <summary>What only the fast transport has of TLS: stapled OCSP responses, and ticket keys that several processes share.</summary>
public sealed class FastTlsTests : IAsyncLifetime
{
    private const string LeftToTheRuntime = "The portable transport leaves OCSP responses and ticket keys to the runtime.";
    private readonly TestFolder _folder = new();
    private Reference? _broker;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("-tls1_2", true)]
    [InlineData("-tls1_3", true)]
    [InlineData("-tls1_3", false)]
    public async Task StaplesTheResponse_WhenThereIsOneBesideTheCertificate(string version, bool present)
    {
        Assert.SkipWhen(Mqlb.IsOnPortable, LeftToTheRuntime);
        if (present) await MakeResponseAsync();
        var port = Port.Take();
        await using var mqlb = await StartAsync(port);

        var said = await OpenSsl.VisitAsync(_folder, port, version, "-status");

        Assert.Contains(present ? "Cert Status: good" : "OCSP response: no response sent", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2", true)]
    [InlineData("-tls1_3", true)]
    [InlineData("-tls1_2", false)]
    [InlineData("-tls1_3", false)]
    public async Task ResumesWhatTheOtherProcessBegan_WhenTheyShareTicketKeys(string version, bool shared)
    {
        Assert.SkipWhen(Mqlb.IsOnPortable, LeftToTheRuntime);
        var keys = shared ? $"tls-ticket-keys {WriteKeys()}" : "";
        var (first, second) = (Port.Take(), Port.Take());
        await using var one = await StartAsync(first, keys);
        await using var other = await StartAsync(second, keys);
        var session = Path.Combine(_folder.Path, "session.pem");
        var fresh = await OpenSsl.VisitAsync(_folder, first, version, "-sess_out", session);

        var there = await OpenSsl.VisitAsync(_folder, second, version, "-sess_in", session, "-sess_out", session);
        var back = await OpenSsl.VisitAsync(_folder, first, version, "-sess_in", session);

        Assert.Contains("New, TLSv1", fresh, StringComparison.Ordinal);
        Assert.Equal(shared, there.Contains("Reused, TLSv1", StringComparison.Ordinal));
        Assert.Equal(shared, back.Contains("Reused, TLSv1", StringComparison.Ordinal));
    }

    private Task<Mqlb> StartAsync(int port, string bind = "") =>
        Mqlb.StartAsync(Section.Config(port, [_broker!], bind: $"ssl crt {_folder.ServerBundle} {bind}"), _folder);

    private string WriteKeys() =>
        _folder.Write("tickets.key", string.Concat(Enumerable.Range(0, 3).Select(_ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(80)) + "\n")));

    // A responder of the authority that knows of no certificate but the server's.
    private async Task MakeResponseAsync()
    {
        var serial = (await ChildProcess.RunAsync("/usr/bin/openssl", "x509", "-in", _folder.ServerChain, "-noout", "-serial")).Output.Trim().Split('=')[1];
        var index = _folder.Write("index.txt", $"V\t401231235959Z\t\t{serial}\tunknown\t/CN=localhost\n");
        var made = await ChildProcess.RunAsync(
            "/usr/bin/openssl", "ocsp", "-index", index, "-CA", _folder.Authority, "-rsigner", _folder.Authority, "-rkey", _folder.AuthorityKey,
            "-issuer", _folder.Authority, "-cert", _folder.ServerChain, "-ndays", "1", "-respout", _folder.ServerBundle + ".ocsp");
        Assert.True(made.ExitCode == 0, made.Output);
    }
}
