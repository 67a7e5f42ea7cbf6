using System.Collections.Immutable;

namespace Lb.Broker.Access;

/// <summary>Who may publish and get what. Immutable.</summary>
public sealed record AccessList
{
    /// <summary>Everybody may do everything.</summary>
    public static readonly AccessList Everything = new();

    /// <summary>Whether what no rule names is allowed; with a file of rules it is not. Default: yes.</summary>
    public bool AllowsTheRest { get; init; } = true;

    /// <summary>Rules for everybody; they come on top of the others.</summary>
    public ImmutableArray<AccessRule> ForAll { get; init; } = [];

    /// <summary>Rules for clients without a user name.</summary>
    public ImmutableArray<AccessRule> ForAnonymous { get; init; } = [];

    /// <summary>Rules by user name.</summary>
    public ImmutableDictionary<string, ImmutableArray<AccessRule>> ByUser { get; init; } =
        ImmutableDictionary<string, ImmutableArray<AccessRule>>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Rules for everybody with <c>%u</c> and <c>%c</c> in their filters.</summary>
    public ImmutableArray<AccessRule> Patterns { get; init; } = [];

    /// <summary>The rights of one client.</summary>
    /// <param name="user">Null for a client without a user name.</param>
    /// <param name="clientId">The client id that counts.</param>
    /// <returns>Null when it may do everything.</returns>
    internal TopicRights? RightsOf(string? user, string clientId)
    {
        if (AllowsTheRest && this == Everything) return null;
        var own = user is null ? ForAnonymous : ByUser.GetValueOrDefault(user, []);
        AccessRule[] rules = [.. ForAll, .. own, .. Patterns.Select(pattern => Fill(pattern, user, clientId)).OfType<AccessRule>()];
        return AllowsTheRest && rules.Length == 0 ? null : new TopicRights(rules, AllowsTheRest, ForAll);
    }

    // A name with a wildcard or a slash in it would widen the rule to the topics of others.
    private static AccessRule? Fill(AccessRule pattern, string? user, string clientId)
    {
        var unsafeUser = pattern.Filter.Contains("%u", StringComparison.Ordinal) && (user is null || Widens(user));
        var unsafeClient = pattern.Filter.Contains("%c", StringComparison.Ordinal) && Widens(clientId);
        if (unsafeUser || unsafeClient) return null;
        var filter = pattern.Filter.Replace("%c", clientId, StringComparison.Ordinal).Replace("%u", user ?? "", StringComparison.Ordinal);
        return pattern with { Filter = filter };
    }

    private static bool Widens(string name) => name.AsSpan().ContainsAny('+', '#', '/');
}
