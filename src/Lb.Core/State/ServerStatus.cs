namespace Lb.Core.State;

/// <summary>What a server may be used for, health and administration taken together (HAProxy's <c>state</c> label).</summary>
public enum ServerStatus
{
    /// <summary>New connections.</summary>
    Up,

    /// <summary>Nothing: its checks failed.</summary>
    Down,

    /// <summary>Connections that stick to it only: weight 0, or drained by an operator.</summary>
    Drain,

    /// <summary>Nothing: an operator's decision.</summary>
    Maintenance,
}
