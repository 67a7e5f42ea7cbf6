namespace Lb.Core.Rules;

/// <summary>Whether a condition holds.</summary>
public enum ConditionResult
{
    /// <summary>It does not.</summary>
    Fails,

    /// <summary>It does.</summary>
    Holds,

    /// <summary>It depends on bytes that have not arrived yet.</summary>
    NeedMoreData,
}
