using Lb.Host.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lb.Host.Tests.Serving;

public sealed class TransportChoiceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("portable")]
    public async Task MakesTheTransportThatItNames(string? name)
    {
        var choice = TransportChoice.Find(name)!;
        await using var transport = choice.Create(TimeProvider.System, NullLoggerFactory.Instance);
        Assert.Equal(choice.Name, transport.Name);
    }

    [Fact]
    public void SaysSo_WhenATransportIsNotAvailable()
    {
        Assert.Null(TransportChoice.Find("fast"));
        Assert.Contains("'fast' is not available here", TransportChoice.Missing("fast"), StringComparison.Ordinal);
    }
}
