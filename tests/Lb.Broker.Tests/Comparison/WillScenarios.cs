using Lb.Protocol.Mqtt;
using static Lb.Broker.Tests.Comparison.ScenarioSteps;

namespace Lb.Broker.Tests.Comparison;

/// <summary>When the will of a client of MQTT 5.0 is published, and with what. No scenario waits for a delay to pass: the clocks differ.</summary>
internal static class WillScenarios
{
    private const uint Long = 1_000;

    public static readonly IReadOnlyDictionary<string, Func<Transcript, Task>> All = new Dictionary<string, Func<Transcript, Task>>
    {
        ["Will properties"] = PropertiesAsync,
        ["Will delay without a session"] = session => LeaveAsync(session, expiry: 0),
        ["Will delay with a session"] = session => LeaveAsync(session, expiry: Long),
        ["Will delay and a return"] = session => ReturnAsync(session, cleanStart: false),
        ["Will delay and a clean start"] = session => ReturnAsync(session, cleanStart: true),
        ["Will at a takeover"] = session => TakeoverAsync(session, delay: null, expiry: Long, cleanStart: false),
        ["Will delay at a takeover"] = session => TakeoverAsync(session, delay: Long, expiry: Long, cleanStart: false),
        ["Will delay at a takeover with a clean start"] = session => TakeoverAsync(session, delay: Long, expiry: Long, cleanStart: true),
        ["Will delay at a takeover without a session"] = session => TakeoverAsync(session, delay: Long, expiry: 0, cleanStart: false),
        ["Will delay and a session that the DISCONNECT ends"] = EndedAsync,
    };

    private static async Task PropertiesAsync(Transcript session)
    {
        var watcher = await WatchAsync(session);
        var line = await session.ConnectAsync("me", will: Will(new()
        {
            PayloadFormatIndicator = PayloadFormat.Utf8,
            MessageExpiryInterval = 100,
            ContentType = "text/plain",
            ResponseTopic = "c/answers",
            CorrelationData = new byte[] { 0, 255 },
            UserProperties = [new("one", "1"), new("two", "2"), new("one", "3")],
        }));
        await line.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);
        await session.NoteAllAsync("watcher", watcher);
    }

    private static async Task LeaveAsync(Transcript session, uint expiry)
    {
        var watcher = await WatchAsync(session);
        var line = await session.ConnectAsync("me", expiry, Will(new() { WillDelayInterval = Long }));
        await line.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);
        await session.NoteAllAsync("watcher", watcher);
        await session.ConnectAsync("me");
    }

    private static async Task ReturnAsync(Transcript session, bool cleanStart)
    {
        var watcher = await WatchAsync(session);
        var line = await session.ConnectAsync("me", Long, Will(new() { WillDelayInterval = Long }));
        await line.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);
        await session.NoteAllAsync("watcher", watcher);
        await session.ConnectAsync(Again(cleanStart));
        await session.NoteAllAsync("watcher", watcher);
    }

    private static async Task TakeoverAsync(Transcript session, uint? delay, uint expiry, bool cleanStart)
    {
        var watcher = await WatchAsync(session);
        var old = await session.ConnectAsync("me", expiry, Will(new() { WillDelayInterval = delay }));
        await session.ConnectAsync(Again(cleanStart));
        await session.NoteEndAsync("old", old);
        await session.NoteAllAsync("watcher", watcher);
    }

    private static async Task EndedAsync(Transcript session)
    {
        var watcher = await WatchAsync(session);
        var line = await session.ConnectAsync("me", Long, Will(new() { WillDelayInterval = Long }));
        await line.SendAsync(new DisconnectPacket
        {
            ReasonCode = ReasonCode.DisconnectWithWillMessage,
            Properties = new DisconnectProperties { SessionExpiryInterval = 0 },
        });
        await session.NoteEndAsync("me", line);
        await session.NoteAllAsync("watcher", watcher);
        await session.ConnectAsync(Again(cleanStart: false));
    }

    private static ConnectPacket Again(bool cleanStart) =>
        new() { ProtocolVersion = MqttProtocolVersion.V5, ClientId = "me", CleanStart = cleanStart };

    private static WillMessage Will(WillProperties properties) =>
        new() { Topic = "c/w", Payload = "gone"u8.ToArray(), QoS = QualityOfService.AtLeastOnce, Properties = properties };

    private static async Task<PacketLine> WatchAsync(Transcript session)
    {
        var watcher = await session.ConnectAsync("watcher");
        await session.NoteAnswerAsync("watcher", watcher, Subscribe("c/w", 1));
        return watcher;
    }
}
