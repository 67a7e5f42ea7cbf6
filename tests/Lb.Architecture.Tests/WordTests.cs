using System.Text.RegularExpressions;

namespace Lb.Architecture.Tests;

/// <summary>One word per thing, HAProxy's where it has one. These have a better one here, or say nothing.</summary>
public sealed partial class WordTests
{
    private static readonly HashSet<string> Unused = new(StringComparer.OrdinalIgnoreCase)
    {
        "Node", "Peer", "Target", "Destination", "Endpoint", "Upstream", "Host", "Manager", "Helper", "Util", "Utils", "Utility", "Common",
        "Misc",
    };

    // Set phrases that are not about clients and servers, and names of .NET's that are overridden.
    private static readonly string[] SetPhrases = ["CommonName", "CommonDivisor", "LogTarget", "ReadTarget"];

    // What PROXY protocol and HAProxy's dst call the address that a client connected to.
    private static readonly HashSet<string> AddressNames = new(StringComparer.Ordinal) { "Destination", "DestinationPort" };

    // The nginx dialect calls nginx's blocks by nginx's words; what comes out of it does not.
    private static readonly (string Folder, string Word) Dialect = ("src/Lb.Configuration/Nginx/", "Upstream");

    [Fact]
    public void UsesNoneOfThem_InTypesAndPublicMembers()
    {
        Findings.AssertNone(
            from file in SourceTree.Files("src")
            from Match match in Declared().Matches(file.Code)
            let name = match.Groups["name"].Value
            where SaysLittle(file, name)
            select $"{file.Path}: {name}");
    }

    [Fact]
    public void UsesNoneOfThem_InFileAndFolderNames()
    {
        Findings.AssertNone(
            from file in SourceTree.Files("src")
            from part in file.Path.Split('/').Skip(2)
            where SaysLittle(file, part)
            select file.Path);
    }

    private static bool SaysLittle(SourceFile file, string name)
    {
        if (AddressNames.Contains(name)) return false;
        foreach (var phrase in SetPhrases) name = name.Replace(phrase, "", StringComparison.Ordinal);
        return Words().Matches(name).Select(match => match.Value)
            .Any(word => Unused.Contains(word) && !(word == Dialect.Word && file.Path.StartsWith(Dialect.Folder, StringComparison.Ordinal)));
    }

    // Types, and members with an accessibility word in front.
    [GeneratedRegex(
        @"\b(?:class|struct|interface|enum|record)\s+(?<name>[A-Z]\w*)|(?:public|internal|protected|private)\s+(?:[\w<>\[\]?,.()]+\s+)*?(?<name>[A-Za-z_]\w*)\s*(?:[({;=]|=>)")]
    private static partial Regex Declared();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Words();
}
