using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Comparison;

/// <summary>The names below $SYS, beside those of a running mosquitto: monitoring that knows one broker must find its numbers in the other.</summary>
public sealed class SystemTopicComparisonTests(RunningMosquitto mosquitto) : IClassFixture<RunningMosquitto>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task HasTheNamesOfMosquitto_AndNoOthers()
    {
        await using var broker = new TestBroker(options => options with { SystemTopicsInterval = TimeSpan.FromSeconds(10) });
        await broker.StartAsync();
        await using var ours = await SubscribeAsync(broker.Port);
        await using var theirs = await SubscribeAsync(mosquitto.Port);
        var names = new HashSet<string>();
        await CollectAsync(ours, names);
        Assert.NotEmpty(names);

        // Mosquitto publishes some numbers only once they have changed, at its next interval.
        var known = new HashSet<string>();
        var passed = Stopwatch.StartNew();
        while (!names.IsSubsetOf(known) && passed.Elapsed < Limit) known.Add((await theirs.ReceiveAsync<PublishPacket>()).Topic);
        await CollectAsync(theirs, known);

        Assert.Equal(known.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    private static async Task<PacketLine> SubscribeAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var line = new PacketLine(new NetworkStream(socket, ownsSocket: true), MqttProtocolVersion.V311);
        Assert.IsType<ConnAckPacket>(await line.AskAsync(new ConnectPacket { ClientId = "watcher", CleanStart = true }));
        await line.SubscribeAsync("$SYS/#");
        return line;
    }

    /// <summary>Notes the topics of all messages until a PINGREQ is answered.</summary>
    private static async Task CollectAsync(PacketLine line, HashSet<string> topics)
    {
        await line.SendAsync(PingReqPacket.Instance);
        while (await line.ReceiveAsync() is PublishPacket publish) topics.Add(publish.Topic);
    }
}
