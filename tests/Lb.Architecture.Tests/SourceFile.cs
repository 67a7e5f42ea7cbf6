using System.Text.RegularExpressions;

namespace Lb.Architecture.Tests;

/// <summary>One C# file.</summary>
/// <param name="Path">Path below the repository's root.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Lines, as an editor counts them.</summary>
    public int Lines => Text.Count(c => c == '\n');

    /// <summary>The text without comments, and with empty strings: what the compiler takes for code.</summary>
    public string Code => CommentsAndStrings().Replace(Text, match => match.Value[0] == '/' ? " " : "\"\"");

    public override string ToString() => Path;

    [GeneratedRegex(
        """
        //[^\n]* | /\*.*?\*/ | \$*"{3,}.*?"{3,} | [$@]*@[$@]*"(?:[^"]|"")*" | \$?"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.[^'\n]*)'
        """,
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CommentsAndStrings();
}
