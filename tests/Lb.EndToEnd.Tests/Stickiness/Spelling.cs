namespace Lb.EndToEnd.Tests.Stickiness;

/// <summary>The ways in which people write down "the same broker for the same client id".</summary>
public enum Spelling
{
    /// <summary>HAProxy: a stick table, and nothing that waits for the CONNECT.</summary>
    StickOn,

    /// <summary>HAProxy: the same with an inspect delay, but no rule.</summary>
    StickOnWithDelay,

    /// <summary>HAProxy: the form of its own manual, with inspect delay and a rule.</summary>
    StickOnWithDelayAndRule,

    /// <summary>HAProxy: a hash of the id, which HAProxy itself balances round robin.</summary>
    BalanceHash,

    /// <summary>HAProxy: a hash of the id on a consistent ring.</summary>
    BalanceHashConsistent,

    /// <summary>HAProxy: the id kept in a variable, and a hash of the variable.</summary>
    BalanceHashOfVariable,

    /// <summary>nginx: a hash of what preread found.</summary>
    NginxHash,
}
