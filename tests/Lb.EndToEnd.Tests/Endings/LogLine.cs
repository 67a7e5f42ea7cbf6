using System.Text.RegularExpressions;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>Lines of <c>option tcplog</c>, of either balancer.</summary>
internal static partial class LogLine
{
    /// <summary>The two letters of a connection's termination state; empty where the line has none.</summary>
    public static string StateOf(string line) => State().Match(line).Groups["state"].Value;

    [GeneratedRegex(@" (?<state>[-A-Za-z]{2}) \d+/\d+/\d+/\d+/\+?\d+ ")]
    private static partial Regex State();
}
