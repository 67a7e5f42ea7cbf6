using Lb.Protocol.Mqtt;

namespace Lb.Broker.Access;

/// <summary>What one client may publish and get. Immutable.</summary>
/// <param name="rules">In any order: a rule that denies wins over those that allow.</param>
/// <param name="allowsTheRest">Whether a topic that no rule names is allowed.</param>
/// <param name="forAll">Those among the rules that everybody has.</param>
internal sealed class TopicRights(IReadOnlyList<AccessRule> rules, bool allowsTheRest, IReadOnlyList<AccessRule> forAll)
{
    /// <summary>Whether the client may publish to a topic name.</summary>
    public bool MayPublish(string topic) => May(AccessKind.Write, topic);

    /// <summary>Whether the client may get a message with this topic name.</summary>
    public bool MayReceive(string topic) => May(AccessKind.Read, topic);

    /// <summary>Whether a subscription can bring the client anything: it is refused when a rule denies all that it matches, or none allows any of it.
    /// In between it is granted, and each message is looked at by itself.</summary>
    /// <param name="filter">A valid filter, <c>$share/NAME/</c> in front included.</param>
    public bool MaySubscribe(string filter)
    {
        var wanted = TopicFilter.TrySplitShared(filter, out _, out var inner) ? inner : filter;
        if (Rules(AccessKind.Read, allowing: false).Any(rule => FilterSets.Covers(rule.Filter, wanted))) return false;
        return allowsTheRest || Rules(AccessKind.Read, allowing: true).Any(rule => FilterSets.Overlap(rule.Filter, wanted));
    }

    /// <summary>How a filter that is refused is answered in MQTT 5.0.</summary>
    /// <param name="filter">One that <see cref="MaySubscribe"/> refuses.</param>
    /// <returns>0x87 when another user might get it; 0x80, which gives no reason, when nobody does.</returns>
    public ReasonCode RefusalOf(string filter)
    {
        var wanted = TopicFilter.TrySplitShared(filter, out _, out var inner) ? inner : filter;
        var nobody = forAll.Any(rule => !rule.Allows && (rule.Kind & AccessKind.Read) != 0 && FilterSets.Covers(rule.Filter, wanted));
        return nobody ? ReasonCode.UnspecifiedError : ReasonCode.NotAuthorized;
    }

    private bool May(AccessKind kind, string topic)
    {
        if (Rules(kind, allowing: false).Any(rule => TopicFilter.Matches(rule.Filter, topic))) return false;
        return allowsTheRest || Rules(kind, allowing: true).Any(rule => TopicFilter.Matches(rule.Filter, topic));
    }

    private IEnumerable<AccessRule> Rules(AccessKind kind, bool allowing) =>
        rules.Where(rule => rule.Allows == allowing && (rule.Kind & kind) != 0);
}
