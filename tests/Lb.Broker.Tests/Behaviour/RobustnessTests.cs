using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class RobustnessTests : BrokerTest
{
    [Fact]
    public async Task LosesNothing_When500ClientsPublishAtOnce()
    {
        await using var subscriber = await Broker.ConnectAsync("sub");
        await subscriber.SubscribeAsync("from/+", 1);
        var received = Task.Run(async () =>
        {
            var topics = new HashSet<(string, string)>();
            while (topics.Count < 500 * 4)
            {
                var publish = await subscriber.ReceiveAsync<PublishPacket>();
                topics.Add((publish.Topic, Convert.ToHexString(publish.Payload.Span)));
                await subscriber.SendAsync(new PubAckPacket { PacketId = publish.PacketId });
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            await using var publisher = await Broker.ConnectAsync($"pub{i}");
            for (var message = 0; message < 4; message++) await publisher.PublishAsync($"from/{i}", $"{message}", 1);
        }));

        await received;
        Assert.Equal(0, Broker.Counters.DroppedMessages);
    }
}
