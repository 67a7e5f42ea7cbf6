namespace Lb.Broker.Topics;

/// <summary>Walks a topic name or filter level by level without allocating: <c>a//b</c> has the levels <c>a</c>, empty, <c>b</c>.</summary>
/// <remarks>MQTT 5.0 section 4.7.1.1.</remarks>
internal static class TopicLevels
{
    /// <summary>Where a walk begins.</summary>
    public const int First = 0;

    /// <summary>Whether a position lies behind the last level.</summary>
    public static bool IsEnd(string topic, int position) => position > topic.Length;

    /// <summary>The level that starts at a position.</summary>
    /// <param name="topic">The topic name or filter.</param>
    /// <param name="position">Start of a level: 0 to the length of the topic, moved behind the separator that ends the level.</param>
    public static ReadOnlySpan<char> Next(string topic, ref int position)
    {
        var rest = topic.AsSpan(position);
        var length = rest.IndexOf('/');
        if (length < 0) length = rest.Length;
        position += length + 1;
        return rest[..length];
    }
}
