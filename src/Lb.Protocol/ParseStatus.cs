namespace Lb.Protocol;

/// <summary>The three outcomes of every parser of this library.</summary>
public enum ParseStatus
{
    /// <summary>What has arrived so far is a correct beginning; call again with more bytes after it.</summary>
    NeedMoreData,

    /// <summary>The whole unit has been read and is correct.</summary>
    Complete,

    /// <summary>No bytes that may still arrive can make the input correct.</summary>
    Invalid,
}
