namespace Lb.Broker.Tests.Subscriptions;

/// <summary>The matching rules of MQTT 5.0 section 4.7, written as they read; slow.</summary>
internal static class NaiveMatcher
{
    public static bool Matches(string filter, string topic)
    {
        if (topic.StartsWith('$') && filter[0] is '+' or '#') return false;
        return Matches(filter.Split('/'), topic.Split('/'));
    }

    private static bool Matches(ReadOnlySpan<string> filter, ReadOnlySpan<string> topic)
    {
        if (filter is ["#"]) return true;
        if (filter.IsEmpty || topic.IsEmpty) return filter.IsEmpty && topic.IsEmpty;
        return (filter[0] == "+" || filter[0] == topic[0]) && Matches(filter[1..], topic[1..]);
    }
}
