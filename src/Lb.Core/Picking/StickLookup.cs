namespace Lb.Core.Picking;

/// <summary>What the stick table knew about a connection.</summary>
public enum StickLookup
{
    /// <summary>Not asked: no rule, or no key.</summary>
    NotAsked,

    /// <summary>A server that can be used.</summary>
    Hit,

    /// <summary>Nothing, or a server that cannot be used.</summary>
    Miss,
}
