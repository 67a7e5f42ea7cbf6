namespace Lb.Core.Rules;

/// <summary>What a list of <c>tcp-request</c> rules decided.</summary>
public enum RuleVerdict
{
    /// <summary>The connection goes on: an <c>accept</c>, or the end of the list.</summary>
    Accept,

    /// <summary>The connection is closed.</summary>
    Reject,

    /// <summary>A rule needs bytes that have not arrived: run the list again when some have, or when the time is over.</summary>
    NeedMoreData,
}
