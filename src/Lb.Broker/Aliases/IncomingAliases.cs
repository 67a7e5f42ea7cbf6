using Lb.Protocol.Mqtt;

namespace Lb.Broker.Aliases;

/// <summary>The topic aliases that a client has set; they end with its connection.</summary>
/// <param name="maximum">The highest alias that the client was allowed, 0 for none.</param>
/// <remarks>MQTT 5.0 section 3.3.2.3.4.</remarks>
internal sealed class IncomingAliases(int maximum)
{
    private Dictionary<ushort, string>? _topics;

    /// <summary>Finds the topic that a PUBLISH means, and learns its alias where it names both.</summary>
    /// <param name="publish">From the client.</param>
    /// <param name="topic">The topic name; not to be used when the result is not null.</param>
    /// <returns>Null, or why the connection ends: an alias above the maximum, or one that was never set.</returns>
    public ReasonCode? Resolve(PublishPacket publish, out string topic)
    {
        topic = publish.Topic;
        if (publish.Properties.TopicAlias is not { } alias) return null;
        if (alias > maximum) return ReasonCode.TopicAliasInvalid;
        if (topic.Length > 0)
        {
            (_topics ??= [])[alias] = topic;
            return null;
        }
        if (_topics is null || !_topics.TryGetValue(alias, out var known)) return ReasonCode.ProtocolError;
        topic = known;
        return null;
    }
}
