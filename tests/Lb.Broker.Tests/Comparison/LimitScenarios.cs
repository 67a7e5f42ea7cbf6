using Lb.Protocol.Mqtt;
using static Lb.Broker.Tests.Comparison.ScenarioSteps;

namespace Lb.Broker.Tests.Comparison;

/// <summary>What a client of MQTT 5.0 may ask its broker to keep to, and what a message may say of itself.</summary>
internal static class LimitScenarios
{
    public static readonly IReadOnlyDictionary<string, Func<Transcript, Task>> All = new Dictionary<string, Func<Transcript, Task>>
    {
        ["Receive maximum with QoS 1"] = session => ReceiveMaximumAsync(session, 1),
        ["Receive maximum with QoS 2"] = session => ReceiveMaximumAsync(session, 2),
        ["Receive maximum over a reconnection"] = ReceiveMaximumAgainAsync,
        ["Maximum packet size"] = MaximumPacketSizeAsync,
        ["Maximum packet size below that of an answer"] = SmallAnswerAsync,
        ["Message expiry"] = MessageExpiryAsync,
        ["Message expiry of a retained message"] = RetainedExpiryAsync,
        ["Topic alias with QoS 1 and 2"] = AliasWithQoSAsync,
        ["Topic alias for another topic"] = AliasMovesAsync,
        ["Topic alias over a reconnection"] = AliasEndsAsync,
    };

    private static async Task ReceiveMaximumAsync(Transcript session, int qos)
    {
        var sub = await session.ConnectAsync(Client("sub", new() { ReceiveMaximum = 1 }));
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/m", qos));
        for (var i = 0; i < 3; i++) await PublishAsync(session, pub, "c/m", $"{i}", qos);
        await PublishAsync(session, pub, "c/m", "not counted", 0);
        await AcknowledgeInRoundsAsync(session, "sub", sub, 4);
    }

    private static async Task ReceiveMaximumAgainAsync(Transcript session)
    {
        var first = await session.ConnectAsync(Client("sub", new() { SessionExpiryInterval = 100 }));
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", first, Subscribe("c/n", 1));
        for (var i = 0; i < 3; i++) await PublishAsync(session, pub, "c/n", $"{i}", 1);
        await session.NoteAllAsync("sub", first);
        await first.DisconnectAsync();

        var back = await session.ConnectAsync(
            Client("sub", new() { SessionExpiryInterval = 0, ReceiveMaximum = 1 }) with { CleanStart = false });
        await AcknowledgeInRoundsAsync(session, "back", back, 4);
    }

    private static async Task MaximumPacketSizeAsync(Transcript session)
    {
        var sub = await session.ConnectAsync(Client("sub", new() { MaximumPacketSize = 60 }));
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/z", 2));
        for (var qos = 0; qos <= 2; qos++)
        {
            await PublishAsync(session, pub, "c/z", new string('x', 60), qos);
            await PublishAsync(session, pub, "c/z", "small", qos);
            await session.NoteAllAsync("sub", sub);
        }
    }

    private static async Task SmallAnswerAsync(Transcript session)
    {
        var line = await session.ConnectAsync(Client("me", new() { MaximumPacketSize = 40 }));
        // 50 filters, so that the SUBACK has more than 50 bytes.
        var filters = string.Concat(Enumerable.Repeat("00 01 61 00", 50));
        await line.SendAsync(WithPing("82 CB 01 00 03 00" + filters));
        await session.NoteToPongAsync("me", line);
    }

    private static async Task MessageExpiryAsync(Transcript session)
    {
        var sub = await session.ConnectAsync("sub");
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/e", 1));
        for (var qos = 0; qos <= 1; qos++)
            foreach (var seconds in (uint[])[100, uint.MaxValue])
                await PublishAsync(session, pub, "c/e", $"{seconds}", qos, properties: new() { MessageExpiryInterval = seconds });
        await session.NoteAllAsync("sub", sub);
    }

    private static async Task RetainedExpiryAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await PublishAsync(session, line, "c/x", "kept", 1, retain: true, new() { MessageExpiryInterval = 100 });
        await session.NoteAnswerAsync("me", line, Subscribe("c/x", 0));
        await session.NoteAllAsync("me", line);
        await PublishAsync(session, line, "c/x", "", 1, retain: true);
    }

    private static async Task AliasWithQoSAsync(Transcript session)
    {
        var sub = await session.ConnectAsync("sub");
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/t", 2));
        await PublishAsync(session, pub, "c/t", "1", 1, properties: new() { TopicAlias = 1 });
        await PublishAsync(session, pub, "", "2", 2, properties: new() { TopicAlias = 1 });
        await PublishAsync(session, pub, "", "3", 1, properties: new() { TopicAlias = 1 });
        await session.NoteAllAsync("sub", sub);
    }

    private static async Task AliasMovesAsync(Transcript session)
    {
        var sub = await session.ConnectAsync("sub");
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/t/#", 0));
        await PublishAsync(session, pub, "c/t/a", "1", 1, properties: new() { TopicAlias = 1 });
        await PublishAsync(session, pub, "c/t/b", "2", 1, properties: new() { TopicAlias = 1 });
        await PublishAsync(session, pub, "", "3", 1, properties: new() { TopicAlias = 1 });
        await session.NoteAllAsync("sub", sub);
    }

    private static async Task AliasEndsAsync(Transcript session)
    {
        var first = await session.ConnectAsync("me", expiry: 100);
        await PublishAsync(session, first, "c/t", "1", 1, properties: new() { TopicAlias = 1 });
        await first.DisconnectAsync();
        var back = await session.ConnectAsync(Client("me", new() { SessionExpiryInterval = 0 }) with { CleanStart = false });
        await back.PublishAsync("", "2", properties: new() { TopicAlias = 1 });
        await session.NoteEndAsync("back", back);
    }

    private static ConnectPacket Client(string clientId, ConnectProperties properties) => new()
    {
        ProtocolVersion = MqttProtocolVersion.V5,
        ClientId = clientId,
        CleanStart = true,
        Properties = properties,
    };
}
