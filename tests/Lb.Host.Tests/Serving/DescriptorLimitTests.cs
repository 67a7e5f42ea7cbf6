using Lb.Host.Serving;

namespace Lb.Host.Tests.Serving;

public sealed class DescriptorLimitTests
{
    [Theory]
    [InlineData(20_000, 9_872)]
    [InlineData(1_024, 384)]
    [InlineData(258, 1)]
    [InlineData(10, 1)]
    public void LeavesTwoDescriptorsForEachConnection_BesideItsOwn(int descriptors, int connections) =>
        Assert.Equal(connections, DescriptorLimit.MaxConnections(descriptors));

    [Fact]
    public void ReadsTheLimitOfTheProcess() => Assert.InRange(DescriptorLimit.Read(), 64, int.MaxValue);
}
