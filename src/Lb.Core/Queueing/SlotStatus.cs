namespace Lb.Core.Queueing;

/// <summary>How the wait for a server slot ended.</summary>
public enum SlotStatus
{
    /// <summary>A slot is held and must be released once.</summary>
    Granted,

    /// <summary><c>timeout queue</c> passed; nothing is held.</summary>
    TimedOut,

    /// <summary>The client went away; nothing is held.</summary>
    Cancelled,

    /// <summary>The server that was waited for went down; nothing is held, another may be picked.</summary>
    ServerWentDown,
}
