using Lb.Configuration.Nginx;
using Lb.Configuration.Nginx.Directives;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxReferenceTests
{
    /// <summary>Set this variable to 1 to write the page anew instead of comparing it.</summary>
    private const string Rewrite = "MQLB_WRITE_DOCS";

    [Fact]
    public void PageIsUpToDate()
    {
        var page = Path.Combine(RepositoryFolder.Path, "docs", "configuration-nginx.md");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1") File.WriteAllText(page, NginxReference.Render());

        Assert.True(File.ReadAllText(page) == NginxReference.Render(), $"{page} is out of date. Run this test with {Rewrite}=1 and commit the page.");
    }

    [Fact]
    public void EveryDirectiveHasOneRowInEachOfItsContexts()
    {
        var places = NginxDirectiveTable.Rows
            .SelectMany(row => Enum.GetValues<NginxContexts>().Where(c => row.Contexts.HasFlag(c)).Select(c => (row.Name, c)));

        Assert.Equal(places.Distinct(), places);
    }

    [Fact]
    public void EveryRowIsDocumented()
    {
        Assert.All(NginxDirectiveTable.Rows, row => Assert.EndsWith(".", row.Documentation, StringComparison.Ordinal));
    }

    [Fact]
    public void NothingIsBothBuiltAndNotBuilt()
    {
        Assert.DoesNotContain(NginxDirectiveTable.Rows, row => NginxNotBuilt.Directives.Contains(row.Name));
    }
}
