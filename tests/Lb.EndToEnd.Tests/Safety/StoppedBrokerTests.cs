using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>A broker that is stopped under traffic, as a debugger or a starved machine does: it accepts, takes and answers nothing.</summary>
public sealed class StoppedBrokerTests : IDisposable
{
    private const int Messages = 50;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task LosesNothing_WhenTheBrokerGoesOn()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], bind: $"ssl crt {_folder.ServerBundle}"), _folder);
        await using var client = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "patient");
        await client.SubscribeAsync([new("echo", QualityOfService.AtLeastOnce)], null, Patience.Token());

        broker.Stop();
        var publishing = Enumerable.Range(0, Messages).Select(i => PublishAsync(client, (byte)i)).ToList();
        Assert.DoesNotContain(publishing, task => task.IsCompleted);
        broker.Continue();

        Assert.All(await Task.WhenAll(publishing), code => Assert.Equal(ReasonCode.Success, code));
        for (var i = 0; i < Messages; i++) Assert.Equal((byte)i, (await client.ReceiveAsync(Patience.Token()))!.Payload.Span[0]);
    }

    [Fact]
    public async Task EndsTheConnectionForTheServersSake_WhenTheBrokerStaysStopped()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], backend: "    timeout server 500ms"), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "impatient");

        broker.Stop();
        await client.Closed.WaitAsync(Patience.Limit);
        var line = await mqlb.LineAsync(" f b/s1 ");
        broker.Continue();

        Assert.Matches(" sD ", line);
        await Mqtt.VisitAsync(_port, "next");
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ReasonCode?> PublishAsync(Lb.Broker.Client.MqttClient client, byte number) =>
        client.PublishAsync(new PublishPacket { Topic = "echo", Payload = new[] { number }, QoS = QualityOfService.AtLeastOnce }, Patience.Token());
}
