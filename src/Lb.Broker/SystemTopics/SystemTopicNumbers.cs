using System.Globalization;

namespace Lb.Broker.SystemTopics;

/// <summary>The names and values below <c>$SYS/broker</c>, but for the averages. The names are mosquitto's (mosquitto(8), "Broker status").</summary>
/// <remarks>Guarded by the broker's lock.</remarks>
internal sealed class SystemTopicNumbers(BrokerState state)
{
    private readonly long _started = state.Options.Clock.GetTimestamp();
    private long _mostClients;
    private long _mostMemory;

    /// <summary>Topics below <c>$SYS/broker/</c> with their values now.</summary>
    public IEnumerable<(string Topic, string Value)> Values()
    {
        var uptime = (long)state.Options.Clock.GetElapsedTime(_started).TotalSeconds;
        return
        [
            ("version", $"mqlb version {typeof(BrokerState).Assembly.GetName().Version?.ToString(3)}"),
            ("uptime", $"{uptime} seconds"),
            .. Numbers().Select(number => (number.Topic, number.Value.ToString(CultureInfo.InvariantCulture))),
        ];
    }

    private IEnumerable<(string Topic, long Value)> Numbers() => [.. Clients(), .. Messages(), .. Store(), .. Memory()];

    private IEnumerable<(string Topic, long Value)> Clients()
    {
        var counters = state.ReadCounters();
        _mostClients = Math.Max(_mostClients, counters.Sessions);
        var away = counters.Sessions - counters.Connections;
        return
        [
            ("clients/total", counters.Sessions),
            ("clients/maximum", _mostClients),
            ("clients/connected", counters.Connections),
            ("clients/active", counters.Connections),
            ("clients/disconnected", away),
            ("clients/inactive", away),
            ("clients/expired", state.Counters.ExpiredSessions),
        ];
    }

    private IEnumerable<(string Topic, long Value)> Messages() =>
    [
        ("messages/received", state.Traffic.PacketsReceived),
        ("messages/sent", state.Traffic.PacketsSent),
        ("bytes/received", state.Traffic.BytesReceived),
        ("bytes/sent", state.Traffic.BytesSent),
        ("publish/messages/received", state.Traffic.PublishesReceived),
        ("publish/messages/sent", state.Traffic.PublishesSent),
        ("publish/messages/dropped", state.Counters.DroppedMessages),
        ("publish/bytes/received", state.Traffic.PayloadReceived),
        ("publish/bytes/sent", state.Traffic.PayloadSent),
    ];

    private IEnumerable<(string Topic, long Value)> Store()
    {
        var stored = state.Retained.Count + state.Sessions.All.Sum(session => (long)session.Outgoing.Count);
        return
        [
            ("messages/stored", stored),
            ("store/messages/count", stored),
            ("store/messages/bytes", state.Retained.Bytes + state.Sessions.All.Sum(session => session.Outgoing.Bytes)),
            ("retained messages/count", state.Retained.Count),
            ("subscriptions/count", state.Subscriptions.Count),
            ("shared_subscriptions/count", state.Subscriptions.SharedCount),
        ];
    }

    private IEnumerable<(string Topic, long Value)> Memory()
    {
        var now = GC.GetTotalMemory(forceFullCollection: false);
        _mostMemory = Math.Max(_mostMemory, now);
        return [("heap/current", now), ("heap/maximum", _mostMemory)];
    }
}
