namespace Lb.Core.State;

/// <summary>What an operator decided about a server.</summary>
public enum AdminState
{
    /// <summary>Used as its health allows.</summary>
    Ready,

    /// <summary>Takes no new connection but those that stick to it.</summary>
    Drain,

    /// <summary>Takes none, and is not checked.</summary>
    Maintenance,
}
