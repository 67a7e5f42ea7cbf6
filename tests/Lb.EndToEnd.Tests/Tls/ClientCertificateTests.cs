using System.Net.Sockets;
using System.Security.Authentication;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Testing.Certificates;

namespace Lb.EndToEnd.Tests.Tls;

/// <summary>Who is served where clients have certificates, and some were revoked.</summary>
public sealed class ClientCertificateTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private readonly TestCertificate _good;
    private readonly TestCertificate _revoked;
    private Reference? _broker;

    public ClientCertificateTests() => (_good, _revoked) = (_folder.Client("device-1"), _folder.Client("device-2"));

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("required", SslProtocols.Tls12, "good")]
    [InlineData("required", SslProtocols.Tls13, "good")]
    [InlineData("optional", SslProtocols.Tls12, "good, none")]
    [InlineData("optional", SslProtocols.Tls13, "good, none")]
    public async Task ServesAllButTheRevoked_WhenTheBindHasARevocationList(string verify, SslProtocols version, string served)
    {
        await using var mqlb = await StartAsync(verify, _folder.Write("crl.pem", _folder.Revoke(_revoked)));

        foreach (var (name, certificate) in (IEnumerable<(string, TestCertificate?)>)[("revoked", _revoked), ("good", _good), ("none", null)])
            await TryAsync(name, certificate, version);

        Assert.Equal(served, string.Join(", ", _broker!.Arrivals.Select(arrival => arrival.ClientId)));
    }

    [Fact]
    public async Task ServesEverybody_WhenNobodyIsRevoked()
    {
        await using var mqlb = await StartAsync("required", _folder.Write("crl.pem", _folder.Revoke()));

        await TryAsync("once revoked", _revoked, SslProtocols.Tls13);

        Assert.Single(_broker!.Arrivals);
    }

    private Task<Mqlb> StartAsync(string verify, string revocations) => Mqlb.StartAsync(
        Section.Config(
            _port, [_broker!], bind: $"ssl crt {_folder.ServerBundle} ca-file {_folder.Authority} crl-file {revocations} verify {verify}"),
        _folder);

    // In TLS 1.3 a client learns of the refusal with the first bytes that it reads.
    private async Task TryAsync(string clientId, TestCertificate? certificate, SslProtocols version)
    {
        await using var client = await RawClient.OpenAsync(_port);
        var options = _folder.TlsClient;
        options.EnabledSslProtocols = version;
        if (certificate is not null) options.ClientCertificates = [certificate.Certificate];
        try
        {
            await client.StartTlsAsync(options);
            await client.SendAsync(RawClient.Connect(clientId));
            await client.ExpectConnAckAsync();
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException or SocketException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{clientId}: {refused.Message}");
        }
    }
}
