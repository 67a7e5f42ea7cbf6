using System.Text.Json.Serialization;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Subscriptions;

/// <summary>One filter of one session with its options (MQTT 5.0 section 3.8.3.1).</summary>
/// <param name="Filter">A valid topic filter; of a shared subscription what follows the share name.</param>
/// <param name="MaximumQoS">What the subscriber takes at most.</param>
internal sealed record SessionSubscription(string Filter, QualityOfService MaximumQoS)
{
    /// <summary>The share name of a shared subscription; null for one of the session's own.</summary>
    public string? ShareName { get; init; }

    /// <summary>The filter as the client wrote it.</summary>
    [JsonIgnore]
    public string FullFilter => ShareName is null ? Filter : $"$share/{ShareName}/{Filter}";

    /// <summary>What the session itself publishes is not sent back to it.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Forwarded messages keep the RETAIN flag they were published with.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>The subscription identifier, none or one.</summary>
    public IReadOnlyList<uint> Identifiers { get; init; } = [];
}
