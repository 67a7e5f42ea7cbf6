using System.Text.RegularExpressions;
using Lb.Configuration.HaProxy;
using Lb.Configuration.HaProxy.Conditions;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Samples;

namespace Lb.Configuration.Tests.HaProxy;

public sealed class HaProxyReferenceTests
{
    /// <summary>Set this variable to 1 to write the page anew instead of comparing it.</summary>
    private const string Rewrite = "MQLB_WRITE_DOCS";

    [Fact]
    public void PageIsUpToDate()
    {
        var page = Path.Combine(RepositoryFolder.Path, "docs", "configuration-haproxy.md");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1") File.WriteAllText(page, HaProxyReference.Render());

        Assert.True(File.ReadAllText(page) == HaProxyReference.Render(),
            $"{page} is out of date. Run this test with {Rewrite}=1 and commit the page.");
    }

    [Fact]
    public void EveryTableRowHasThreeOrFourCells() =>
        Assert.All(
            HaProxyReference.Render().Split('\n').Where(line => line.StartsWith('|')),
            line => Assert.InRange(Regex.Count(line, @"(?<!\\)\|"), 4, 5));

    [Fact]
    public void NoStatementIsBothBuiltAndNotBuilt()
    {
        Assert.DoesNotContain(StatementTables.Global.Rows, row => UnbuiltKeywords.Global.Contains(row.Name));
        Assert.DoesNotContain(StatementTables.Proxy.Rows, row => UnbuiltKeywords.Proxy.Contains(row.Name));
    }

    [Fact]
    public void NoKeywordIsBothBuiltAndNotBuilt()
    {
        Assert.DoesNotContain(BindKeywords.All, row => UnbuiltKeywords.Bind.ContainsKey(row.Name));
        Assert.DoesNotContain(ServerKeywords.All, row => UnbuiltKeywords.Server.ContainsKey(row.Name));
        Assert.DoesNotContain(FetchKeywords.All, row => UnbuiltKeywords.SampleFetches.Contains(row.Name));
        Assert.DoesNotContain(AclKeyword.All, row => UnbuiltKeywords.SampleFetches.Contains(row.Name));
        Assert.DoesNotContain(ConverterKeywords.All, row => UnbuiltKeywords.Converters.Contains(row.Name));
    }

    [Fact]
    public void NamesHaveAtMostThreeWords() =>
        Assert.All(StatementTables.Proxy.Rows, row => Assert.InRange(row.WordCount, 1, 3));
}
