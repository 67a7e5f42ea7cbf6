using Lb.Admin.Metrics;

namespace Lb.Admin.Tests.Metrics;

public sealed class MetricReferenceTests
{
    /// <summary>Set this variable to 1 to write the page anew instead of comparing it.</summary>
    private const string Rewrite = "MQLB_WRITE_DOCS";

    [Fact]
    public void PageIsUpToDate()
    {
        var page = Path.Combine(RepositoryFolder(), "docs", "metrics.md");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1") File.WriteAllText(page, MetricReference.Write());

        Assert.True(File.ReadAllText(page) == MetricReference.Write(), $"{page} is out of date. Run this test with {Rewrite}=1 and commit the page.");
    }

    private static string RepositoryFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Lb.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Lb.sln is in no folder above the tests.");
        return folder;
    }
}
