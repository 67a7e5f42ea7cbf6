using Lb.Protocol.Mqtt;
using static Lb.Broker.Tests.Comparison.ScenarioSteps;

namespace Lb.Broker.Tests.Comparison;

/// <summary>Wills, stored sessions and retained messages in MQTT 3.1 and 3.1.1.</summary>
internal static class OldVersionScenarios
{
    public static readonly IReadOnlyDictionary<string, Func<Transcript, Task>> All = Both(new()
    {
        ["will"] = WillAsync,
        ["will at a takeover"] = TakeoverAsync,
        ["retained will"] = RetainedWillAsync,
        ["resumed session"] = ResumeAsync,
        ["resumed QoS 2"] = ResumeExactlyOnceAsync,
        ["clean session after a stored one"] = CleanAsync,
        ["retained messages"] = RetainAsync,
        ["long client id"] = LongIdAsync,
        ["misplaced wildcard in a filter"] = (session, version) => ViolateAsync(session, version, "82 07 00 01 00 02 61 23 00"),
        ["second CONNECT"] = (session, version) => ViolateAsync(session, version, "10 0D 00 04 4D 51 54 54 04 02 00 3C 00 01 61"),
        ["reserved flag of SUBSCRIBE"] = (session, version) => ViolateAsync(session, version, "80 06 00 01 00 01 61 00"),
        ["QoS 3 in a subscription"] = (session, version) => ViolateAsync(session, version, "82 06 00 01 00 01 61 03"),
        ["packet of MQTT 5.0"] = (session, version) => ViolateAsync(session, version, "F0 00"),
    });

    private static async Task WillAsync(Transcript session, MqttProtocolVersion version)
    {
        var watcher = await WatchAsync(session);
        var leaving = await session.ConnectAsync(Client(version) with { Will = Will() });
        await leaving.DisconnectAsync();
        await session.NoteAllAsync("watcher", watcher);
        var vanishing = await session.ConnectAsync(Client(version) with { Will = Will() });
        await vanishing.DisposeAsync();
        await session.NoteToPublishAsync("watcher", watcher);
    }

    private static async Task TakeoverAsync(Transcript session, MqttProtocolVersion version)
    {
        var watcher = await WatchAsync(session);
        var old = await session.ConnectAsync(Client(version, clean: false) with { Will = Will() });
        var young = await session.ConnectAsync(Client(version, clean: false));
        await session.NoteEndAsync("old", old);
        await session.NoteAllAsync("watcher", watcher);
        await young.DisconnectAsync();
        await session.ConnectAsync(Client(version));
    }

    private static async Task RetainedWillAsync(Transcript session, MqttProtocolVersion version)
    {
        var watcher = await WatchAsync(session);
        var vanishing = await session.ConnectAsync(Client(version) with { Will = Will() with { Retain = true } });
        await vanishing.DisposeAsync();
        await session.NoteToPublishAsync("watcher", watcher);
        var line = await session.ConnectAsync(Client(version));
        await session.NoteAnswerAsync("me", line, Subscribe("c/w", 2));
        await session.NoteAllAsync("me", line);
        await PublishAsync(session, line, "c/w", "", 0, retain: true);
    }

    private static async Task ResumeAsync(Transcript session, MqttProtocolVersion version)
    {
        var first = await session.ConnectAsync(Client(version, clean: false));
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("first", first, Subscribe("c/p", 1));
        await PublishAsync(session, pub, "c/p", "one", 1);
        await PublishAsync(session, pub, "c/p", "two", 2);
        await session.NoteAllAsync("first", first);
        await first.DisconnectAsync();
        await PublishAsync(session, pub, "c/p", "offline", 1);
        await PublishAsync(session, pub, "c/p", "not kept", 0);

        var back = await session.ConnectAsync(Client(version, clean: false));
        await session.NoteAllAsync("back", back);
        await back.DisconnectAsync();
        await session.ConnectAsync(Client(version));
    }

    private static async Task ResumeExactlyOnceAsync(Transcript session, MqttProtocolVersion version)
    {
        var first = await session.ConnectAsync(Client(version, clean: false));
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("first", first, Subscribe("c/p", 2));
        await PublishAsync(session, pub, "c/p", "released", 2);
        var released = await session.NoteToPublishAsync("first", first);
        await PublishAsync(session, pub, "c/p", "sent", 2);
        await session.NoteAllAsync("first", first);
        await session.NoteAnswerAsync("first", first, new PubRecPacket { PacketId = released.PacketId });
        await first.DisconnectAsync();

        var back = await session.ConnectAsync(Client(version, clean: false));
        await session.NoteAllAsync("back", back);
        await back.SendAsync(new PubCompPacket { PacketId = released.PacketId });
        await session.NoteAllAsync("back", back);
        await back.DisconnectAsync();
        await session.ConnectAsync(Client(version));
    }

    private static async Task CleanAsync(Transcript session, MqttProtocolVersion version)
    {
        var first = await session.ConnectAsync(Client(version, clean: false));
        await session.NoteAnswerAsync("first", first, Subscribe("c/k", 1));
        await first.DisconnectAsync();
        var clean = await session.ConnectAsync(Client(version));
        await PublishAsync(session, clean, "c/k", "x", 1);
        await session.NoteAllAsync("clean", clean);
        await clean.DisconnectAsync();
        var again = await session.ConnectAsync(Client(version, clean: false));
        await PublishAsync(session, again, "c/k", "x", 1);
        await again.DisconnectAsync();
        await session.ConnectAsync(Client(version));
    }

    private static async Task RetainAsync(Transcript session, MqttProtocolVersion version)
    {
        var line = await session.ConnectAsync(Client(version));
        await PublishAsync(session, line, "c/r", "kept", 1, retain: true);
        for (var times = 0; times < 2; times++)
        {
            await session.NoteAnswerAsync("me", line, Subscribe("c/+", 2));
            await session.NoteAllAsync("me", line);
        }
        await PublishAsync(session, line, "c/r", "new", 1, retain: true);
        await PublishAsync(session, line, "c/r", "", 1, retain: true);
        await session.NoteAnswerAsync("me", line, Subscribe("c/#", 0));
        await session.NoteAllAsync("me", line);
    }

    private static async Task LongIdAsync(Transcript session, MqttProtocolVersion version) =>
        await session.ConnectAsync(Client(version) with { ClientId = "a client id of 24 charac" });

    private static async Task ViolateAsync(Transcript session, MqttProtocolVersion version, string hex)
    {
        var line = await session.ConnectAsync(Client(version));
        await line.SendAsync(WithPing(hex));
        await session.NoteToPongAsync("me", line);
    }

    private static Dictionary<string, Func<Transcript, Task>> Both(Dictionary<string, Func<Transcript, MqttProtocolVersion, Task>> scenarios) =>
        scenarios.SelectMany(scenario => (KeyValuePair<string, Func<Transcript, Task>>[])
        [
            new($"MQTT 3.1: {scenario.Key}", session => scenario.Value(session, MqttProtocolVersion.V31)),
            new($"MQTT 3.1.1: {scenario.Key}", session => scenario.Value(session, MqttProtocolVersion.V311)),
        ]).ToDictionary();

    private static ConnectPacket Client(MqttProtocolVersion version, bool clean = true) =>
        new() { ProtocolVersion = version, ClientId = "me", CleanStart = clean };

    private static WillMessage Will() => new() { Topic = "c/w", Payload = "gone"u8.ToArray(), QoS = QualityOfService.AtLeastOnce };

    private static async Task<PacketLine> WatchAsync(Transcript session)
    {
        var watcher = await session.ConnectAsync("watcher");
        await session.NoteAnswerAsync("watcher", watcher, Subscribe("c/w", 2));
        return watcher;
    }
}
