using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Conditions;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Samples;

namespace Lb.Configuration.Tests.HaProxy;

public sealed class ExampleTests(ExampleFiles files) : IClassFixture<ExampleFiles>
{
    public static IEnumerable<TheoryDataRow<int, string>> Cases =>
        Examples.List.Select((example, index) => new TheoryDataRow<int, string>(index, example.ToString()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsAcceptedOrRefused_AsTheTableSays(int index, string line)
    {
        Assert.NotEmpty(line);
        var example = Examples.List[index];

        var result = HaProxyText.Parse(example.Text(files));

        var errors = result.Diagnostics.Where(d => d.Severity == ConfigSeverity.Error).ToList();
        Assert.True(example.Valid == (errors.Count == 0), string.Join('\n', errors));
        Assert.Equal(example.Valid, result.Config is not null);
        Assert.All(errors, error => Assert.NotNull(error.Location));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task HasTheVerdictOfTheRealHaProxy_OrAReasonForAnother(int index, string line)
    {
        Assert.True(HaProxyVerdict.IsInstalled, "haproxy is not installed: run tests/install");
        Assert.NotEmpty(line);
        var example = Examples.List[index];

        var (accepts, output) = await HaProxyVerdict.AskAsync(example.Text(files));

        Assert.True(accepts == (example.Differs is null ? example.Valid : !example.Valid), output);
    }

    [Fact]
    public void EveryRowHasAnExample()
    {
        var lines = Examples.List.Select(example => $" {example.Line} ").ToList();
        var statements = StatementTables.Global.Rows.Select(row => row.Name).Concat(StatementTables.Proxy.Rows.Select(row => row.Name));
        var keywords = BindKeywords.All.Select(row => row.Name).Concat(ServerKeywords.All.Select(row => row.Name));
        var samples = FetchKeywords.All.Select(row => row.Name).Concat(ConverterKeywords.All.Select(row => row.Name))
            .Concat(AclKeyword.All.Select(row => row.Name)).Concat(PredefinedAcls.All.Keys);

        Assert.Equal("", Missing(statements, name => Examples.List.Any(example => example.Line.StartsWith(name,
            StringComparison.Ordinal))));
        Assert.Equal("", Missing(keywords, name => lines.Any(line => line.Contains($" {name} ", StringComparison.Ordinal))));
        Assert.Equal("", Missing(samples, name => lines.Any(line => line.Contains(name, StringComparison.Ordinal))));
    }

    private static string Missing(IEnumerable<string> names, Func<string, bool> hasExample) =>
        string.Join(", ", names.Where(name => !hasExample(name)));
}
