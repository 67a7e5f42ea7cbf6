using System.Collections.Immutable;

namespace Lb.Core.Health;

/// <summary>Code, words and verdict of each <see cref="CheckStatus"/>; codes and words are the ones that HAProxy's users grep
/// for.</summary>
public static class CheckStatusTable
{
    private static readonly ImmutableArray<(string Code, string Words, bool Passed)> Rows =
    [
        ("UNK", "Unknown", false),
        ("INI", "Initializing", false),
        ("SOCKERR", "Socket error", false),
        ("L4OK", "Layer4 check passed", true),
        ("L4TOUT", "Layer4 timeout", false),
        ("L4CON", "Layer4 connection problem", false),
        ("L6OK", "Layer6 check passed", true),
        ("L6TOUT", "Layer6 timeout", false),
        ("L6RSP", "Layer6 invalid response", false),
        ("L7OK", "Layer7 check passed", true),
        ("L7TOUT", "Layer7 timeout", false),
        ("L7RSP", "Layer7 invalid response", false),
        ("L7STS", "Layer7 wrong status", false),
    ];

    /// <summary>Short code, for example <c>L4CON</c>.</summary>
    public static string CodeOf(CheckStatus status) => Rows[(int)status].Code;

    /// <summary>Words of log lines, for example <c>Layer4 connection problem</c>.</summary>
    public static string WordsOf(CheckStatus status) => Rows[(int)status].Words;

    /// <summary>Whether a check that ended so counts for the server.</summary>
    public static bool HasPassed(CheckStatus status) => Rows[(int)status].Passed;
}
