using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Lb.Architecture.Tests;

/// <summary>Who may reference whom. A new project needs a row here, and so a thought.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Lb.Protocol"] = [],
        ["Lb.Configuration"] = [],
        ["Lb.Transport"] = [],
        ["Lb.Core"] = ["Lb.Configuration", "Lb.Protocol"],
        ["Lb.Broker"] = ["Lb.Protocol"],
        ["Lb.Proxy"] = ["Lb.Core", "Lb.Transport", "Lb.Protocol", "Lb.Configuration"],
        ["Lb.Admin"] = ["Lb.Core", "Lb.Configuration", "Lb.Protocol"],
        ["Lb.Host"] = ["Lb.Proxy", "Lb.Admin", "Lb.Transport", "Lb.Core", "Lb.Configuration", "Lb.Protocol", "Lb.Broker"],
    };

    public static TheoryData<string> Projects { get; } = [.. SourceTree.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ReferencesOnlyAllowedProjects_InItsProjectFile(string project)
    {
        var file = XDocument.Load(Path.Combine(SourceTree.Root, "src", project, project + ".csproj"));

        var references = file.Descendants("ProjectReference")
            .Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Subset(Allowed[project].ToHashSet(), references.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ReferencesOnlyAllowedProjects_InItsAssembly(string project)
    {
        var references = ReferencesOf(project).Where(name => name == "mqlb" || name.StartsWith("Lb.", StringComparison.Ordinal));

        Assert.Subset(Allowed[project].ToHashSet(), references.ToHashSet());
    }

    [Theory]
    [InlineData("Lb.Protocol")]
    [InlineData("Lb.Configuration")]
    [InlineData("Lb.Core")]
    [InlineData("Lb.Broker")]
    public void StaysFreeOfAspNet_BelowTheTransport(string project) =>
        Assert.DoesNotContain(ReferencesOf(project), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Theory]
    [InlineData("Lb.Protocol")]
    [InlineData("Lb.Core")]
    public void OpensNoSockets_WhereOnlyDecisionsAndBytesBelong(string project) =>
        Assert.DoesNotContain("System.Net.Sockets", ReferencesOf(project));

    [Fact]
    public void WiresServicesInTheHostOnly()
    {
        var wiring = SourceTree.Files("src").Where(f => !f.Path.StartsWith("src/Lb.Host/", StringComparison.Ordinal))
            .Where(f => f.Code.Contains("IServiceCollection", StringComparison.Ordinal));

        Assert.Empty(wiring);
    }

    [Fact]
    public void CallsTheSystemFromOneFolderOnly()
    {
        // The count of a process's descriptors is one field of statx, which .NET does not give for a folder; listing it takes 16 us for each.
        string[] allowed = ["src/Lb.Transport/Native/", "src/Lb.Admin/Metrics/DescriptorCount.cs"];
        var calling = SourceTree.Files("src").Where(f =>
            f.Code.Contains("LibraryImport", StringComparison.Ordinal) || f.Code.Contains("DllImport", StringComparison.Ordinal));

        Assert.Equal([], calling.Select(f => f.Path).Where(path => !allowed.Any(place => path.StartsWith(place, StringComparison.Ordinal))));
    }

    [Fact]
    public void IsUnsafeInTheTransportOnly()
    {
        var projects = SourceTree.Projects.Where(p =>
            File.ReadAllText(Path.Combine(SourceTree.Root, "src", p, p + ".csproj")).Contains("AllowUnsafeBlocks", StringComparison.Ordinal));

        Assert.Equal(["Lb.Transport"], projects);
    }

    private static List<string> ReferencesOf(string project)
    {
        var name = project == "Lb.Host" ? "mqlb" : project;
        using var assembly = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        var metadata = assembly.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
