namespace Lb.Admin.Logging;

/// <summary>Who a syslog header says has written the line.</summary>
/// <param name="Tag">Name of the program, at most 48 characters.</param>
/// <param name="ProcessId">Process id.</param>
/// <param name="MachineName">Name of this machine, at most 255 characters; in the headers of RFC 3164 and RFC 5424.</param>
public sealed record LogOrigin(string Tag, int ProcessId, string MachineName)
{
    /// <summary>This process, as <c>mqlb</c> on this machine.</summary>
    public static LogOrigin Current { get; } = new("mqlb", Environment.ProcessId, Environment.MachineName);
}
