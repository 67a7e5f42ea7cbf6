using Lb.Protocol.Mqtt;
using static Lb.Broker.Tests.Comparison.ScenarioSteps;

namespace Lb.Broker.Tests.Comparison;

/// <summary>What clients do in each scenario; the same for every broker.</summary>
internal static class Scenarios
{
    public static readonly IReadOnlyDictionary<string, Func<Transcript, Task>> All = new Dictionary<string, Func<Transcript, Task>>
    {
        ["QoS of publication and subscription"] = QoSAsync,
        ["Overlapping filters"] = OverlappingAsync,
        ["Retain handling and retain as published"] = RetainAsync,
        ["No-local and retained messages"] = NoLocalAsync,
        ["Unsubscribe codes"] = UnsubscribeAsync,
        ["Shared subscription"] = SharedAsync,
        ["Shared filter in MQTT 3.1.1"] = SharedOldAsync,
        ["Release of an unknown id"] = UnknownReleaseAsync,
        ["Repeated QoS 2 publication"] = RepeatedAsync,
        ["Topic alias"] = AliasAsync,
        ["Alias above the maximum"] = HighAliasAsync,
        ["Alias that was never set"] = UnknownAliasAsync,
        ["Second CONNECT"] = session => ViolateAsync(session, "10 0E 00 04 4D 51 54 54 05 02 00 3C 00 00 01 61"),
        ["Reserved flag of PINGREQ"] = session => ViolateAsync(session, "C1 00"),
        ["Wildcard in a topic"] = session => ViolateAsync(session, "30 04 00 01 2B 00"),
        ["QoS 3"] = session => ViolateAsync(session, "36 06 00 01 61 00 01 00"),
        ["Packet id 0"] = session => ViolateAsync(session, "32 06 00 01 61 00 00 00"),
        ["SUBSCRIBE without a filter"] = session => ViolateAsync(session, "82 03 00 01 00"),
        ["Misplaced wildcard in a filter"] = session => ViolateAsync(session, "82 08 00 01 00 00 02 61 23 00"),
        ["Reserved subscription options"] = session => ViolateAsync(session, "82 07 00 01 00 00 01 61 C0"),
        ["Subscription identifier from a client"] = session => ViolateAsync(session, "30 06 00 01 61 02 0B 01"),
        ["U+0000 in a topic"] = session => ViolateAsync(session, "30 04 00 01 00 00"),
        ["Packet of a server"] = session => ViolateAsync(session, "D0 00"),
        ["Reason code of a server"] = session => ViolateAsync(session, "E0 01 8B"),
        ["AUTH without a method"] = session => ViolateAsync(session, "F0 00"),
        ["Unknown authentication method"] = UnknownMethodAsync,
        ["Empty client id"] = EmptyClientIdAsync,
        ["Takeover"] = TakeoverAsync,
        ["Resumed session"] = ResumeAsync,
        ["Will and reason of the DISCONNECT"] = WillAsync,
        ["Topics with a dollar sign"] = DollarAsync,
        ["Refused by the receiver"] = RefusedAsync,
    }.Concat(LimitScenarios.All).Concat(WillScenarios.All).Concat(OldVersionScenarios.All).ToDictionary();

    private static async Task QoSAsync(Transcript session)
    {
        var sub = await session.ConnectAsync("sub");
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/a", 1));
        for (ushort qos = 0; qos <= 2; qos++) await PublishAsync(session, pub, "c/a", $"{qos}", qos);
        await PublishAsync(session, pub, "c/nobody", "x", 1);
        await session.NoteAllAsync("sub", sub);
    }

    private static async Task OverlappingAsync(Transcript session)
    {
        var sub = await session.ConnectAsync("sub");
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/#", 0, identifier: 1));
        await session.NoteAnswerAsync("sub", sub, Subscribe("c/+", 2, identifier: 2));
        await PublishAsync(session, pub, "c/a", "x", 1);
        await session.NoteAllAsync("sub", sub);
    }

    private static async Task RetainAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await PublishAsync(session, line, "c/r", "kept", 1, retain: true);
        foreach (var handling in Enum.GetValues<RetainHandling>())
        {
            for (var times = 0; times < 2; times++)
            {
                await session.NoteAnswerAsync("me", line, Subscribe(new Subscription("c/r", QualityOfService.AtMostOnce, RetainHandling: handling)));
                await session.NoteAllAsync("me", line);
            }
            await session.NoteAnswerAsync("me", line, new UnsubscribePacket { PacketId = 9, TopicFilters = ["c/r"] });
        }
        await session.NoteAnswerAsync("me", line, Subscribe(new Subscription(
            "c/r", QualityOfService.AtMostOnce, RetainAsPublished: true, RetainHandling: RetainHandling.DoNotSend)));
        await PublishAsync(session, line, "c/r", "new", 1, retain: true);
        await PublishAsync(session, line, "c/r", "", 1, retain: true);
        await session.NoteAllAsync("me", line);
    }

    private static async Task NoLocalAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await PublishAsync(session, line, "c/l", "kept", 1, retain: true);
        await session.NoteAnswerAsync("me", line, Subscribe(new Subscription("c/l", QualityOfService.AtMostOnce, NoLocal: true)));
        await session.NoteAllAsync("me", line);
        await PublishAsync(session, line, "c/l", "", 1, retain: true);
        await session.NoteAllAsync("me", line);
    }

    private static async Task UnsubscribeAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await session.NoteAnswerAsync("me", line, Subscribe("c/a", 0));
        await session.NoteAnswerAsync("me", line, new UnsubscribePacket { PacketId = 9, TopicFilters = ["c/b", "c/a", "c/a"] });
    }

    private static async Task SharedAsync(Transcript session)
    {
        var pub = await session.ConnectAsync("pub");
        var one = await session.ConnectAsync("one");
        var two = await session.ConnectAsync("two");
        await PublishAsync(session, pub, "c/s", "kept", 1, retain: true);
        await session.NoteAnswerAsync("one", one, Subscribe("$share/g/c/s", 1));
        await session.NoteAnswerAsync("two", two, Subscribe("$share/g/c/s", 1));
        for (var i = 0; i < 2; i++) await PublishAsync(session, pub, "c/s", $"{i}", 1);
        await session.NoteAllAsync("one", one);
        await session.NoteAllAsync("two", two);
        await PublishAsync(session, pub, "c/s", "", 1, retain: true);
    }

    private static async Task SharedOldAsync(Transcript session)
    {
        var line = await session.ConnectAsync(new ConnectPacket { ClientId = "old", CleanStart = true });
        await session.NoteAnswerAsync("old", line, Subscribe("$share/g/c/o", 0));
        await PublishAsync(session, line, "c/o", "x", 1);
        await session.NoteAllAsync("old", line);
    }

    private static async Task UnknownReleaseAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await session.NoteAnswerAsync("me", line, new PubRelPacket { PacketId = 77 });
    }

    private static async Task RepeatedAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await session.NoteAnswerAsync("me", line, Subscribe("c/q", 0));
        var publish = new PublishPacket { Topic = "c/q", QoS = QualityOfService.ExactlyOnce, PacketId = 5 };
        await line.SendAsync(publish);
        await line.SendAsync(publish with { Duplicate = true });
        await line.SendAsync(new PubRelPacket { PacketId = 5 });
        await session.NoteAllAsync("me", line);
    }

    private static async Task AliasAsync(Transcript session)
    {
        var line = await session.ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "me",
            CleanStart = true,
            Properties = new ConnectProperties { TopicAliasMaximum = 4 },
        });
        await session.NoteAnswerAsync("me", line, Subscribe("c/t", 0));
        await line.PublishAsync("c/t", "1", properties: new() { TopicAlias = 1 });
        await line.PublishAsync("", "2", properties: new() { TopicAlias = 1 });
        await session.NoteAllAsync("me", line);
    }

    private static async Task HighAliasAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await line.PublishAsync("c/t", "1", properties: new() { TopicAlias = 60_000 });
        await session.NoteEndAsync("me", line);
    }

    private static async Task UnknownAliasAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await line.PublishAsync("", "1", properties: new() { TopicAlias = 1 });
        await session.NoteEndAsync("me", line);
    }

    private static async Task ViolateAsync(Transcript session, string hex)
    {
        var line = await session.ConnectAsync("me");
        await line.SendAsync(WithPing(hex));
        await session.NoteToPongAsync("me", line);
    }

    private static async Task UnknownMethodAsync(Transcript session)
    {
        var line = await session.OpenAsync(MqttProtocolVersion.V5);
        await line.SendAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "me",
            Properties = new ConnectProperties { AuthenticationMethod = "none such" },
        });
        await session.NoteEndAsync("me", line);
    }

    private static async Task EmptyClientIdAsync(Transcript session)
    {
        var modern = await session.ConnectAsync("");
        await session.NoteAllAsync("modern", modern);
        var old = await session.ConnectAsync(new ConnectPacket { CleanStart = true });
        await session.NoteAllAsync("old", old);
        var wrong = await session.OpenAsync(MqttProtocolVersion.V311);
        await wrong.SendAsync(Convert.FromHexString("100C00044D5154540400003C0000"));
        await session.NoteEndAsync("wrong", wrong);
    }

    private static async Task TakeoverAsync(Transcript session)
    {
        var old = await session.ConnectAsync("me", expiry: 100);
        var young = await session.ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "me",
            Properties = new ConnectProperties { SessionExpiryInterval = 0 },
        });
        await session.NoteEndAsync("old", old);
        await session.NoteAllAsync("young", young);
    }

    private static async Task ResumeAsync(Transcript session)
    {
        var first = await session.ConnectAsync("sub", expiry: 100);
        var pub = await session.ConnectAsync("pub");
        await session.NoteAnswerAsync("sub", first, Subscribe("c/p", 2));
        await PublishAsync(session, pub, "c/p", "one", 1);
        await PublishAsync(session, pub, "c/p", "two", 2);
        await session.NoteAllAsync("sub", first);
        await first.DisconnectAsync();
        await PublishAsync(session, pub, "c/p", "offline", 1);
        await PublishAsync(session, pub, "c/p", "offline", 0);

        var back = await session.ConnectAsync(new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, ClientId = "sub" });
        await session.NoteAllAsync("sub", back);
    }

    private static async Task WillAsync(Transcript session)
    {
        var watcher = await session.ConnectAsync("watcher");
        await session.NoteAnswerAsync("watcher", watcher, Subscribe("c/w", 1));
        foreach (var reason in (ReasonCode[])[ReasonCode.Success, ReasonCode.DisconnectWithWillMessage])
        {
            var line = await session.ConnectAsync("me", will: new WillMessage { Topic = "c/w", QoS = QualityOfService.AtLeastOnce });
            await line.DisconnectAsync(reason);
            await session.NoteAllAsync("watcher", watcher);
        }
    }

    private static async Task DollarAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await session.NoteAnswerAsync("me", line, Subscribe("+/d", 0));
        await session.NoteAnswerAsync("me", line, Subscribe("$c/+", 0));
        await line.PublishAsync("$c/d", "x");
        await session.NoteAllAsync("me", line);
    }

    private static async Task RefusedAsync(Transcript session)
    {
        var line = await session.ConnectAsync("me");
        await session.NoteAnswerAsync("me", line, Subscribe("c/f", 2));
        await line.SendAsync(new PublishPacket { Topic = "c/f", QoS = QualityOfService.ExactlyOnce, PacketId = 5 });
        await line.SendAsync(new PubRelPacket { PacketId = 5 });
        await session.NoteAllAsync("me", line);
        await line.SendAsync(new PubRecPacket { PacketId = 1, ReasonCode = ReasonCode.UnspecifiedError });
        await session.NoteAllAsync("me", line);
    }
}
