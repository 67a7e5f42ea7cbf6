namespace Lb.Core.Picking;

/// <summary>Why a server is tried.</summary>
public enum PickReason
{
    /// <summary>The stick table remembers it for this client.</summary>
    Stick,

    /// <summary>A hash of the client's key or address.</summary>
    Hash,

    /// <summary>The algorithm's choice without a key: its turn, its load, a draw.</summary>
    Balance,

    /// <summary>The same server once more.</summary>
    Retry,

    /// <summary>Another server, after an attempt failed.</summary>
    Redispatch,
}
