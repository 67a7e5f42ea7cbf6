using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class RobustnessTests : BrokerTest
{
    [Fact]
    public async Task GoesOnServing_WhateverBytesClientsSend()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var witness = await Broker.ConnectAsync("witness");
        for (var run = 0; run < 200; run++)
        {
            await using var line = await Broker.ConnectAsync($"liar{run}");
            await line.SendAsync(Mutated(random));
            await witness.ExpectNothingAsync();
            Assert.True(Broker.Counters.Failures == 0, $"A connection ended through a bug, with seed {seed} in run {run}.");
        }
    }

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

    // Correct packets with one byte changed get further into the broker than noise does.
    private static byte[] Mutated(Random random)
    {
        MqttPacket[] packets =
        [
            new PublishPacket { Topic = "a/b", Payload = new byte[5], QoS = QualityOfService.ExactlyOnce, PacketId = 1 },
            new SubscribePacket { PacketId = 2, Subscriptions = [new Subscription("a/+", QualityOfService.AtLeastOnce)] },
            new PubRelPacket { PacketId = 1 },
            new PubRecPacket { PacketId = 1 },
            new UnsubscribePacket { PacketId = 3, TopicFilters = ["a/+"] },
            new DisconnectPacket { Properties = new DisconnectProperties { SessionExpiryInterval = 1 } },
        ];
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var packet in packets) PacketWriter.Write(bytes, packet, MqttProtocolVersion.V5);
        var sent = bytes.WrittenSpan.ToArray();
        sent[random.Next(sent.Length)] = (byte)random.Next(256);
        return sent;
    }
}
