namespace Lb.Configuration.Model;

/// <summary>What a <c>stick</c> rule does.</summary>
public enum StickRuleKind
{
    /// <summary><c>stick on</c>: look up, then store.</summary>
    On,

    /// <summary><c>stick match</c>: look up.</summary>
    Match,

    /// <summary><c>stick store-request</c>: store.</summary>
    StoreRequest,
}
