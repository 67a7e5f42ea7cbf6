namespace Lb.Broker.Persistence;

/// <summary>What a broker keeps over a restart. Sessions that end with their connection, and QoS 0 messages that wait, are not in it.</summary>
internal sealed record Snapshot(IReadOnlyList<SessionRecord> Sessions, IReadOnlyList<MessageRecord> Retained)
{
    /// <summary>Copies the state; to be called under the broker's lock.</summary>
    public static Snapshot Of(BrokerState state)
    {
        var clock = new SnapshotClock(state.Options.Clock);
        return new Snapshot(
            [.. state.Sessions.All.Where(session => session.ExpirySeconds > 0).Select(session => SessionRecord.From(session, clock))],
            [.. state.Retained.All.Where(message => !IsOwn(message.Topic)).Select(message => MessageRecord.From(message, clock))]);
    }

    // The broker publishes its numbers anew.
    private static bool IsOwn(string topic) => topic.StartsWith("$SYS/", StringComparison.Ordinal);
}
