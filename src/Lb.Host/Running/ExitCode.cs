namespace Lb.Host.Running;

/// <summary>Exit codes, as HAProxy's.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int NothingListens = 2;
}
