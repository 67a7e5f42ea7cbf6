using System.Net.Security;
using System.Text;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;
using Lb.Testing.Balancers;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>A TLS client that has said all it has to say, and still reads: it gets what it gets with HAProxy.</summary>
public sealed class TlsHalfCloseTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task DeliversTheLaterAnswerAlike_WhenTheClientHasEndedItsSide(bool goodBye, bool fin)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var server = new ScriptedServer(async stream =>
        {
            var said = new MemoryStream();
            await stream.CopyToAsync(said, Patience.Token());
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{said.Length} bytes"), Patience.Token());
        });
        string Config(int port) => Section.Config(port, server.Line, $"ssl crt {_folder.ServerBundle}");
        await using var mqlb = await Mqlb.StartAsync(Config(_port), _folder);
        await using var haproxy = await RealHaProxy.StartAsync(Config);

        var theirs = await AskAsync(haproxy.Port, goodBye, fin, port => haproxy.LineWithAsync($"127.0.0.1:{port} ["));
        var ours = await AskAsync(_port, goodBye, fin, port => mqlb.LineAsync($@"127\.0\.0\.1:{port} \["));

        Assert.Equal("1000 bytes, hidden alert, FIN, log --", theirs);
        Assert.Equal(theirs, ours);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> AskAsync(int port, bool goodBye, bool fin, Func<int, Task<string>> logAsync)
    {
        await using var client = await RawClient.OpenAsync(port);
        var own = client.LocalAddress.Port;
        var records = new ServerRecords(client.Stream);
        await client.StartTlsAsync(_folder.TlsClient, _ => records);
        await client.SendAsync(new byte[1000]);
        if (goodBye) await ((SslStream)client.Stream).ShutdownAsync();
        if (fin) client.EndSending();
        var answer = Encoding.ASCII.GetString(await client.ReadToEndAsync());
        var end = await EndOf.SeenAsync(client.Stream, client.Socket);
        return $"{answer}, {records.LastWords}, {end}, log {LogLine.StateOf(await logAsync(own))}";
    }
}
