namespace Lb.Bench.Load.Loop;

/// <summary>What a non-blocking call gave when it moved no bytes. A positive number is a count of bytes.</summary>
internal static class IoResult
{
    public const int Ended = 0;
    public const int WouldBlock = -1;
    public const int Failed = -2;
}
