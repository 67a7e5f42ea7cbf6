using Lb.Configuration.Model;

namespace Lb.Core.StickTables;

/// <summary>A <c>stick</c> rule with the table that it names.</summary>
public sealed record StickRule(StickRuleConfig Config, StickTable Table)
{
    /// <summary>Whether the rule looks a server up.</summary>
    public bool Matches => Config.Kind is StickRuleKind.On or StickRuleKind.Match;

    /// <summary>Whether the rule stores the server that was reached.</summary>
    public bool Stores => Config.Kind is StickRuleKind.On or StickRuleKind.StoreRequest;
}
