using System.Security.Cryptography;
using System.Text;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Relaying;

/// <summary>Bytes in both directions: all of them, in order, and no more of them in memory than must be.</summary>
public sealed class RelayTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    private string Tls => $"ssl crt {_folder.ServerBundle}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PassesTheServersFirstBytesOn_WhenTheServerSpeaksFirst(bool tls)
    {
        await using var server = new ScriptedServer(stream => stream.WriteAsync("220 ready\r\n"u8.ToArray()).AsTask());
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, server.Line, tls ? Tls : ""), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        if (tls) await client.StartTlsAsync(_folder.TlsClient);

        Assert.Equal("220 ready\r\n", Encoding.ASCII.GetString(await client.ReadToEndAsync()));
    }

    [Theory]
    [InlineData(BrokerKind.Mosquitto, QualityOfService.AtMostOnce)]
    [InlineData(BrokerKind.Mosquitto, QualityOfService.ExactlyOnce)]
    [InlineData(BrokerKind.Reference, QualityOfService.AtLeastOnce)]
    public async Task DeliversEveryByte_WhenAMessageHas8MegabytesBothWays(BrokerKind kind, QualityOfService qos)
    {
        await using var broker = await TestBroker.StartAsync(kind);
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], bind: Tls), _folder);
        await using var client = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "large");
        await client.SubscribeAsync([new("large", qos)], null, Patience.Token());
        var payload = RandomNumberGenerator.GetBytes(8 * Megabyte);

        var publishing = client.PublishAsync(new PublishPacket { Topic = "large", Payload = payload, QoS = qos }, Patience.Token());
        var message = await client.ReceiveAsync(Patience.Token());

        Assert.NotNull(message);
        Assert.True(message.Payload.Span.SequenceEqual(payload), "Other bytes came back.");
        Assert.Equal(ReasonCode.Success, await publishing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StopsTheServerAndKeepsItsMemory_WhenTheClientReadsNothing(bool tls)
    {
        const int Total = 256 * Megabyte;
        long written = 0;
        await using var server = new ScriptedServer(async stream =>
        {
            var chunk = new byte[Megabyte];
            for (; written < Total; Interlocked.Add(ref written, chunk.Length)) await stream.WriteAsync(chunk);
        });
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, server.Line, tls ? Tls : ""), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        if (tls) await client.StartTlsAsync(_folder.TlsClient);
        var before = mqlb.Process.ResidentMemory;

        await StandsStillAsync(() => Interlocked.Read(ref written));

        var grown = mqlb.Process.ResidentMemory - before;
        Assert.InRange(Interlocked.Read(ref written), 0, 64 * Megabyte);
        Assert.True(grown < 16 * Megabyte, $"Its memory grew by {grown / Megabyte} MB for one slow client.");
        Assert.Equal(Total, await CountToEndAsync(client.Stream));
    }

    [Fact]
    public async Task StopsTheClient_WhenTheServerReadsNothing()
    {
        const int Total = 128 * Megabyte;
        var mayRead = new TaskCompletionSource();
        var received = new TaskCompletionSource<long>();
        await using var server = new ScriptedServer(async stream =>
        {
            await mayRead.Task;
            received.SetResult(await CountToEndAsync(stream));
        });
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, server.Line), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        var before = mqlb.Process.ResidentMemory;
        long written = 0;
        var sending = Task.Run(async () =>
        {
            var chunk = new byte[Megabyte];
            for (; written < Total; Interlocked.Add(ref written, chunk.Length)) await client.SendAsync(chunk);
            client.EndSending();
        });

        await StandsStillAsync(() => Interlocked.Read(ref written));

        var grown = mqlb.Process.ResidentMemory - before;
        Assert.InRange(Interlocked.Read(ref written), 0, 64 * Megabyte);
        Assert.True(grown < 16 * Megabyte, $"Its memory grew by {grown / Megabyte} MB for one slow server.");
        mayRead.SetResult();
        await sending;
        Assert.Equal(Total, await received.Task.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task StillDeliversTheAnswer_WhenTheClientHasEndedItsSide()
    {
        await using var server = new ScriptedServer(async stream =>
        {
            var question = await CountToEndAsync(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{question} bytes"));
        });
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, server.Line), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(new byte[1000]);
        client.EndSending();

        Assert.Equal("1000 bytes", Encoding.ASCII.GetString(await client.ReadToEndAsync()));
    }

    [Fact]
    public async Task ClosesTheSilentClient_WhenTheClientTimeoutHasPassed()
    {
        await using var broker = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], frontend: "    timeout client 400ms"), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "silent");

        await client.Closed.WaitAsync(Patience.Limit);

        Assert.Matches(@" f b/s1 \d+/\d+/\d{3,} \d+ cD ", await mqlb.LineAsync(" f b/s1 "));
    }

    [Fact]
    public async Task ClosesTheSilentConnection_WhenTheServerTimeoutHasPassed()
    {
        await using var broker = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], backend: "    timeout server 400ms"), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "silent");

        await client.Closed.WaitAsync(Patience.Limit);

        Assert.Matches(@" f b/s1 \d+/\d+/\d{3,} \d+ sD ", await mqlb.LineAsync(" f b/s1 "));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<long> CountToEndAsync(Stream stream)
    {
        var buffer = new byte[256 * 1024];
        var total = 0L;
        for (int read; (read = await stream.ReadAsync(buffer, Patience.Token())) > 0;) total += read;
        return total;
    }

    // A sender that is stopped shows by its count: it stands still.
    private static async Task StandsStillAsync(Func<long> count)
    {
        var last = -1L;
        while (count() is var now && (now != last || now == 0))
        {
            last = now;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
