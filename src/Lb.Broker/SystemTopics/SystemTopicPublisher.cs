using System.Text;
using Lb.Broker.Delivery;
using Lb.Broker.Time;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.SystemTopics;

/// <summary>Publishes the broker's numbers below <c>$SYS/broker</c>, retained, each time they have changed.</summary>
/// <remarks>Guarded by the broker's lock.</remarks>
internal sealed class SystemTopicPublisher
{
    private const string Root = "$SYS/broker/";

    private readonly BrokerState _state;
    private readonly LockedSchedule _schedule;
    private readonly SystemTopicNumbers _numbers;
    private readonly LoadTopic[] _loads;
    private readonly Dictionary<string, string> _published = new(StringComparer.Ordinal);
    private long _updated;

    public SystemTopicPublisher(BrokerState state, LockedSchedule schedule)
    {
        _state = state;
        _schedule = schedule;
        _numbers = new SystemTopicNumbers(state);
        _updated = state.Options.Clock.GetTimestamp();
        var traffic = state.Traffic;
        _loads =
        [
            new("messages/received", () => traffic.PacketsReceived),
            new("messages/sent", () => traffic.PacketsSent),
            new("bytes/received", () => traffic.BytesReceived),
            new("bytes/sent", () => traffic.BytesSent),
            new("publish/received", () => traffic.PublishesReceived),
            new("publish/sent", () => traffic.PublishesSent),
            new("publish/dropped", () => state.Counters.DroppedMessages),
            new("sockets", () => state.Counters.AcceptedConnections),
            new("connections", () => traffic.Connects),
        ];
    }

    /// <summary>Publishes now and from now on.</summary>
    public void Start(Turn turn)
    {
        Publish(turn);
        _schedule.After(_state.Options.SystemTopicsInterval, Continue);
    }

    private void Continue(Turn turn)
    {
        var clock = _state.Options.Clock;
        var seconds = clock.GetElapsedTime(_updated).TotalSeconds;
        _updated = clock.GetTimestamp();
        foreach (var load in _loads) load.Update(seconds);
        Start(turn);
    }

    private void Publish(Turn turn)
    {
        foreach (var (topic, value) in _numbers.Values().Concat(_loads.SelectMany(load => load.Values())))
        {
            if (_published.GetValueOrDefault(topic) == value) continue;
            _published[topic] = value;
            var message = new Message(Root + topic, Encoding.UTF8.GetBytes(value), QualityOfService.ExactlyOnce, Retain: true);
            _state.Router.Publish(message, null, turn);
        }
    }
}
