using System.Text.RegularExpressions;

namespace Lb.Architecture.Tests;

/// <summary>What holds for each file by itself.</summary>
public sealed partial class FileTests
{
    private const int MostLines = 350;

    // Other programs have no clock that a test could move.
    private static readonly string[] PollOtherPrograms = ["tests/Lb.EndToEnd.Tests/", "tests/Lb.Testing/Balancers/"];

    [Fact]
    public void HasAtMost350Lines() =>
        Findings.AssertNone(SourceTree.Files("src").Where(f => f.Lines > MostLines).Select(f => $"{f.Path}: {f.Lines} lines"));

    [Fact]
    public void HasOneOuterTypeOfItsName()
    {
        var wrong = SourceTree.Files("src")
            .Where(f => f.Name != "Program")
            .Select(f => (File: f, Types: OuterTypesOf(f)))
            .Where(x => x.Types.Count != 1 || !x.File.Name.Split('.')[0].Equals(x.Types[0], StringComparison.Ordinal))
            .Select(x => $"{x.File.Path}: {string.Join(", ", x.Types)}");

        Findings.AssertNone(wrong);
    }

    [Fact]
    public void LeavesNothingForLater()
    {
        var marks = from folder in new[] { "src", "tests", "bench" }
                    from file in SourceTree.Files(folder)
                    where !file.Path.EndsWith("FileTests.cs", StringComparison.Ordinal)
                    from Match match in ForLater().Matches(file.Text)
                    select $"{file.Path}: {match.Value}";

        Findings.AssertNone(marks);
    }

    [Fact]
    public void SwallowsNoException()
    {
        var empty = from folder in new[] { "src", "tests", "bench" }
                    from file in SourceTree.Files(folder)
                    where EmptyCatch().IsMatch(file.Text)
                    select file.Path;

        Findings.AssertNone(empty);
    }

    [Fact]
    public void SleepsInNoTest()
    {
        var sleeping = from file in SourceTree.Files("tests")
                       where !PollOtherPrograms.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))
                       from Match match in Sleep().Matches(file.Code)
                       select $"{file.Path}: {match.Value}";

        Findings.AssertNone(sleeping);
    }

    [Fact]
    public void NamesNoFolderForLeftovers()
    {
        var folders = SourceTree.Files("src").SelectMany(f => f.Path.Split('/')[..^1]).Distinct();

        Assert.DoesNotContain(folders, f => f is "Utilities" or "Utils" or "Helpers" or "Common" or "Infrastructure" or "Misc" or "Shared");
    }

    private static List<string> OuterTypesOf(SourceFile file) =>
        [.. OuterType().Matches(file.Code).Select(match => match.Groups["name"].Value).Distinct()];

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|\bXXX\b|NotImplementedException")]
    private static partial Regex ForLater();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*(when\s*\([^{]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    // A delay on a clock that tests move by hand is no sleep: it has the clock as its second argument.
    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\([^,()]*(\([^()]*\))?[^,()]*\)|Task\.Delay\([^;]*TimeProvider\.System")]
    private static partial Regex Sleep();

    // File-scoped namespaces: a type that is not nested starts at the line's first column.
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>\[\]?]+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex OuterType();
}
