using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Persistence;

public sealed class SnapshotTests : IDisposable
{
    private static readonly PublishProperties Properties = new()
    {
        ContentType = "text/plain",
        CorrelationData = new byte[] { 1, 2, 3 },
        MessageExpiryInterval = 3_600,
        PayloadFormatIndicator = PayloadFormat.Utf8,
        ResponseTopic = "answers",
        UserProperties = [new UserProperty("a", "1"), new UserProperty("a", "2")],
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-snapshot-");

    private string File => Path.Combine(_folder.FullName, "snapshot");

    [Fact]
    public async Task BringsBackSessionsSubscriptionsAndMessages_AfterARestart()
    {
        await using (var first = await StartAsync())
        {
            await using var subscriber = await first.ConnectAsync("sleeper", expiry: 600);
            await subscriber.SubscribeAsync(new Subscription("news/#", QualityOfService.ExactlyOnce), identifier: 7);
            await subscriber.DisconnectAsync();
            await using var publisher = await first.ConnectAsync("publisher");
            await publisher.PublishAsync("news/a", "missed", qos: 1, retain: true, properties: Properties);
        }

        await using var second = await StartAsync();
        await using var back = await second.ConnectAsync("sleeper", cleanStart: false, expiry: 600);
        Assert.True(back.ConnAck.SessionPresent);
        var missed = await back.ExpectAsync("news/a", "missed");
        await using var other = await second.ConnectAsync("other");
        await other.SubscribeAsync("news/a");
        var retained = await other.ExpectAsync("news/a", "missed");
        await other.PublishAsync("news/b", "new");
        var fresh = await back.ExpectAsync("news/b", "new");

        Assert.Equal([7u], missed.Properties.SubscriptionIdentifiers);
        Assert.Equal([7u], fresh.Properties.SubscriptionIdentifiers);
        Assert.True(retained.Retain);
        foreach (var properties in (PublishProperties[])[missed.Properties, retained.Properties])
        {
            Assert.Equal("text/plain", properties.ContentType);
            Assert.Equal("answers", properties.ResponseTopic);
            Assert.Equal([1, 2, 3], properties.CorrelationData!.Value.ToArray());
            Assert.Equal(Properties.UserProperties, properties.UserProperties);
            Assert.InRange(properties.MessageExpiryInterval!.Value, 3_590u, 3_600u);
        }
    }

    [Fact]
    public async Task GoesOnWithWhatWasInFlight_AfterARestart()
    {
        ushort unacknowledged, released;
        await using (var first = await StartAsync())
        {
            await using var line = await first.ConnectAsync("me", expiry: 600);
            await line.SubscribeAsync("a", 2);
            await using var publisher = await first.ConnectAsync("publisher");
            await publisher.PublishAsync("a", "one", qos: 2);
            released = (await line.ExpectAsync("a", "one")).PacketId;
            await line.AskAsync(new PubRecPacket { PacketId = released });
            await publisher.PublishAsync("a", "two", qos: 1);
            unacknowledged = (await line.ExpectAsync("a", "two")).PacketId;
        }

        await using var second = await StartAsync();
        await using var back = await second.ConnectAsync("me", cleanStart: false, expiry: 600);

        Assert.Equal(released, (await back.ReceiveAsync<PubRelPacket>()).PacketId);
        var again = await back.ExpectAsync("a", "two");
        Assert.True(again.Duplicate);
        Assert.Equal(unacknowledged, again.PacketId);
    }

    [Fact]
    public async Task HandsASharedMessageOver_WhenItsReceiverEndsAfterARestart()
    {
        await using (var first = await StartAsync())
        {
            await using var receiver = await first.ConnectAsync("receiver", expiry: 600);
            await receiver.SubscribeAsync("$share/g/a", 1);
            await receiver.DisconnectAsync();
            await using var publisher = await first.ConnectAsync("publisher");
            await publisher.PublishAsync("a", "for one of them", qos: 1);
            await using var later = await first.ConnectAsync("later", expiry: 600);
            await later.SubscribeAsync("$share/g/a", 1);
        }

        await using var second = await StartAsync();
        await using var other = await second.ConnectAsync("later", cleanStart: false, expiry: 600);
        await other.ExpectNothingAsync();
        await using var ending = await second.ConnectAsync("receiver");

        await other.ExpectAsync("a", "for one of them");
    }

    [Fact]
    public async Task SendsAWillToEverySession_WhenTheBrokerCrashedUnderItsClient()
    {
        var copy = File + ".copy";
        await using (var first = await StartAsync())
        {
            var will = new WillMessage { Topic = "wills", Payload = "gone"u8.ToArray(), QoS = QualityOfService.AtLeastOnce };
            await using var dying = await first.ConnectAsync("dying", expiry: 600, will: will);
            await using var heir = await first.ConnectAsync("heir", expiry: 600);
            await heir.SubscribeAsync("wills", 1);
            first.Clock.Advance(TimeSpan.FromSeconds(60));
            while (!System.IO.File.Exists(File)) await Task.Yield();
            System.IO.File.Copy(File, copy);
        }

        await using var second = new TestBroker(options => options with { SnapshotFile = copy });
        await second.StartAsync();
        await using var back = await second.ConnectAsync("heir", cleanStart: false, expiry: 600);

        await back.ExpectAsync("wills", "gone");
        await back.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(15, 5)]
    [InlineData(30, 0)]
    public async Task GoesOnWithTheDelayOfAWill_WhileTheBrokerIsDown(int down, int left)
    {
        await using (var first = await StartAsync())
        {
            await using var heir = await first.ConnectAsync("heir", expiry: 600);
            await heir.SubscribeAsync("wills", 1);
            var will = new WillMessage
            {
                Topic = "wills",
                Payload = "gone"u8.ToArray(),
                QoS = QualityOfService.AtLeastOnce,
                Properties = new WillProperties { WillDelayInterval = 60 },
            };
            await using var dying = await first.ConnectAsync("dying", expiry: 600, will: will);
            await dying.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);
            first.Clock.Advance(TimeSpan.FromSeconds(40));
        }

        await using var second = new TestBroker(options => options with { SnapshotFile = File });
        second.Clock.Advance(TimeSpan.FromSeconds(40 + down));
        await second.StartAsync();
        await using var back = await second.ConnectAsync("heir", cleanStart: false, expiry: 600);
        if (left > 0) second.Clock.Advance(TimeSpan.FromSeconds(left - 0.1));
        await back.ExpectNothingAsync();
        second.Clock.Advance(TimeSpan.FromSeconds(0.1));

        await back.ExpectAsync("wills", "gone");
    }

    [Fact]
    public async Task LetsSessionsAndMessagesExpire_WhileTheBrokerIsDown()
    {
        await using (var first = await StartAsync())
        {
            await using var line = await first.ConnectAsync("me", expiry: 60);
            await line.PublishAsync("a", "kept", qos: 1, retain: true, properties: new PublishProperties { MessageExpiryInterval = 60 });
        }

        await using var second = new TestBroker(options => options with { SnapshotFile = File });
        second.Clock.Advance(TimeSpan.FromMinutes(2));
        await second.StartAsync();
        second.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var back = await second.ConnectAsync("me", cleanStart: false);

        Assert.False(back.ConnAck.SessionPresent);
        await back.SubscribeAsync("a");
        await back.ExpectNothingAsync();
    }

    [Fact]
    public async Task KeepsNothing_OfASessionThatEndsWithItsConnection()
    {
        await using (var first = await StartAsync())
        {
            await using var line = await first.ConnectAsync("me");
        }

        await using var second = await StartAsync();

        Assert.Equal(0, second.Counters.Sessions);
    }

    [Fact]
    public async Task WritesAtItsInterval_SoThatACrashLosesLittle()
    {
        await using var broker = await StartAsync();
        await using var line = await broker.ConnectAsync("me", expiry: 600);
        await line.PublishAsync("a", "kept", qos: 1, retain: true);

        broker.Clock.Advance(TimeSpan.FromSeconds(60));

        while (!System.IO.File.Exists(File)) await Task.Yield();
        Assert.Contains("\"me\"", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is no snapshot")]
    [InlineData("something else\n{}", "is no snapshot")]
    [InlineData("mqlb-broker-snapshot 2 00\n{}", "has version 2")]
    [InlineData("mqlb-broker-snapshot 1 00\n{}", "is damaged")]
    public async Task RefusesToStartAndLeavesTheFile_WhenItCannotBeUsed(string text, string error)
    {
        await System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);
        var broker = new TestBroker(options => options with { SnapshotFile = File });

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(broker.StartAsync);
        await broker.DisposeAsync();

        Assert.StartsWith(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(error, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task IsDamaged_WhicheverByteIsChanged()
    {
        await using (var first = await StartAsync())
        {
            await using var line = await first.ConnectAsync("me", expiry: 600);
        }
        var sound = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);

        Seeded.Check(random =>
        {
            var bytes = sound.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            System.IO.File.WriteAllBytes(File, bytes);
            Assert.Throws<InvalidDataException>(() => Lb.Broker.Persistence.SnapshotFile.Read(File));
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<TestBroker> StartAsync()
    {
        var broker = new TestBroker(options => options with { SnapshotFile = File });
        await broker.StartAsync();
        return broker;
    }
}
