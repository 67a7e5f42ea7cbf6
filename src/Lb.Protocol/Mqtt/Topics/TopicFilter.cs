using System.Diagnostics.CodeAnalysis;

namespace Lb.Protocol.Mqtt;

/// <summary>The rules for topic filters, the ones a client subscribes to, and which names they match.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 4.7; shared subscriptions MQTT 5.0 section 4.8.2.</remarks>
public static class TopicFilter
{
    private const string SharePrefix = "$share/";

    /// <summary>Not empty [MQTT-4.7.3-1]; <c>#</c> alone in the last level [MQTT-4.7.1-1]; <c>+</c> alone in its level
    /// [MQTT-4.7.1-2]; no U+0000 [MQTT-4.7.3-2].</summary>
    public static bool IsValid(string filter)
    {
        if (filter.Length == 0) return false;
        for (int i = 0; i < filter.Length; i++)
        {
            char c = filter[i];
            if (c == '\0') return false;
            if (c is not ('#' or '+')) continue;
            bool startsLevel = i == 0 || filter[i - 1] == '/';
            bool last = i == filter.Length - 1;
            bool endsLevel = last || (c == '+' && filter[i + 1] == '/');
            if (!startsLevel || !endsLevel) return false;
        }
        return true;
    }

    /// <summary>Whether the filter asks for a shared subscription: starts with <c>$share/</c>. It may still be ill-formed.</summary>
    public static bool IsShared(string filter) => filter.StartsWith(SharePrefix, StringComparison.Ordinal);

    /// <summary>Splits <c>$share/NAME/FILTER</c>.</summary>
    /// <param name="filter">A whole filter.</param>
    /// <param name="shareName">The share name: at least one character [MQTT-4.8.2-1], no wildcard or slash [MQTT-4.8.2-2].</param>
    /// <param name="innerFilter">The filter behind it, itself valid.</param>
    /// <returns>False when the filter is not shared or breaks one of these rules.</returns>
    public static bool TrySplitShared(string filter, [NotNullWhen(true)] out string? shareName, [NotNullWhen(true)] out string? innerFilter)
    {
        shareName = null;
        innerFilter = null;
        if (!IsShared(filter)) return false;
        int slash = filter.IndexOf('/', SharePrefix.Length);
        if (slash <= SharePrefix.Length) return false;
        string name = filter[SharePrefix.Length..slash];
        string inner = filter[(slash + 1)..];
        if (!TopicName.IsValid(name) || !IsValid(inner)) return false;
        shareName = name;
        innerFilter = inner;
        return true;
    }

    /// <summary>Whether a topic name matches a filter.</summary>
    /// <param name="filter">A valid filter without <c>$share</c> prefix.</param>
    /// <param name="topic">A valid topic name.</param>
    /// <remarks>A filter that starts with a wildcard does not match names that start with <c>$</c> [MQTT-4.7.2-1];
    /// <c>a/#</c> also matches <c>a</c>; letter case and empty levels count.</remarks>
    public static bool Matches(string filter, string topic)
    {
        if (topic.StartsWith('$') && filter[0] is ('#' or '+')) return false;
        ReadOnlySpan<char> filterRest = filter;
        ReadOnlySpan<char> topicRest = topic;
        while (true)
        {
            ReadOnlySpan<char> level = NextLevel(ref filterRest, out bool moreFilter);
            if (level is "#") return true;
            ReadOnlySpan<char> name = NextLevel(ref topicRest, out bool moreTopic);
            if (level is not "+" && !level.SequenceEqual(name)) return false;
            if (!moreTopic) return !moreFilter || filterRest is "#";
            if (!moreFilter) return false;
        }
    }

    private static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool more)
    {
        int slash = rest.IndexOf('/');
        more = slash >= 0;
        ReadOnlySpan<char> level = more ? rest[..slash] : rest;
        rest = more ? rest[(slash + 1)..] : default;
        return level;
    }
}
