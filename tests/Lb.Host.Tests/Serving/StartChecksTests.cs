using Lb.Host.Serving;

namespace Lb.Host.Tests.Serving;

public sealed class StartChecksTests
{
    [Fact]
    public void NamesBothNumbers_WhenMaxconnNeedsMoreDescriptorsThanThereAre()
    {
        var config = TestConfig.Load("global\n    maxconn 10000\nfrontend f\n    bind 127.0.0.1:1\n");

        var problem = Assert.Single(StartChecks.Run(config, 1_024));

        Assert.Contains("maxconn 10000", problem, StringComparison.Ordinal);
        Assert.Contains("1024", problem, StringComparison.Ordinal);
        Assert.Contains("ulimit -n 20512", problem, StringComparison.Ordinal);
        Assert.Contains("lower maxconn to 384", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("global\n    maxconn 384\nfrontend f\n    bind 127.0.0.1:1\n")]
    [InlineData("frontend f\n    maxconn 50000\n    bind 127.0.0.1:1\n")]
    public void FindsNothing_WhenTheLimitsFit(string text) => Assert.Empty(StartChecks.Run(TestConfig.Load(text), 1_024));
}
