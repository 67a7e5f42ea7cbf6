using Lb.Host.Running;

namespace Lb.Host.Tests.Running;

public sealed class StartLineTests
{
    [Fact]
    public void NamesEachFrontendAndItsAddresses()
    {
        var config = TestConfig.Load("frontend one\n    bind 127.0.0.1:1883\n    bind 127.0.0.1:1884\nfrontend two\n    bind 127.0.0.1:1885\n");

        Assert.EndsWith(": one on 127.0.0.1:1883 127.0.0.1:1884, two on 127.0.0.1:1885", StartLine.Of(config, "portable"), StringComparison.Ordinal);
        Assert.StartsWith($"mqlb {BuildInfo.Version} runs with the portable transport", StartLine.Of(config, "portable"), StringComparison.Ordinal);
    }
}
