using Lb.Configuration.Model;
using Lb.Host.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lb.Host.Tests.Serving;

public sealed class TransportChoiceTests
{
    [Theory]
    [InlineData("fast")]
    [InlineData("portable")]
    public async Task MakesTheTransportThatItNames(string name)
    {
        var choice = TransportChoice.Find(name)!;
        await using var transport = choice.Create(new GlobalConfig(), TimeProvider.System, NullLoggerFactory.Instance, NoBug);
        Assert.Equal(name, transport.Name);
    }

    [Fact]
    public void IsTheFastOne_WhenNothingIsSaidOnLinuxWithOpenSsl() => Assert.Equal("fast", TransportChoice.Find(null)!.Name);

    [Fact]
    public void SaysWhatIsMissing_WhenATransportIsNotAvailable() =>
        Assert.Contains("'fast' needs 64-bit Linux with OpenSSL 3", TransportChoice.Missing("fast"), StringComparison.Ordinal);

    private static void NoBug(Exception bug) => throw new InvalidOperationException("No reactor ran.", bug);
}
