namespace Lb.Transport.Reactors.Sockets;

/// <summary>What a call gave that moved no bytes. A positive number is a count of bytes.</summary>
internal static class IoResult
{
    /// <summary>The far end sends no more.</summary>
    public const int Ended = 0;

    /// <summary>Nothing can move now.</summary>
    public const int WouldBlock = -1;

    /// <summary>The connection is gone.</summary>
    public const int Broken = -2;
}
