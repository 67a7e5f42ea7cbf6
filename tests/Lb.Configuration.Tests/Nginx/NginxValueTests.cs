using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxValueTests
{
    [Theory]
    [InlineData("30", 30_000)]
    [InlineData("30s", 30_000)]
    [InlineData("500ms", 500)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1h 30m", 5_400_000)]
    [InlineData("1m30", 90_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1s500ms", 1_500)]
    [InlineData("0", 0)]
    public void ReadsATime(string text, int milliseconds)
    {
        Assert.True(NginxTime.TryParse(text, out var time));
        Assert.Equal(milliseconds, time.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1.5s")]
    [InlineData("-1")]
    [InlineData("30m1h")]
    [InlineData("1s1s")]
    [InlineData("1us")]
    [InlineData("1 fortnight")]
    [InlineData("30d")]
    [InlineData("99999999999999999999")]
    public void RefusesATime_WhenItIsNone(string text) => Assert.False(NginxTime.TryParse(text, out _));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("4k", 4096)]
    [InlineData("4K", 4096)]
    [InlineData("3M", 3145728)]
    public void ReadsASize(string text, int bytes)
    {
        Assert.True(NginxSize.TryParse(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("1g")]
    [InlineData("-1k")]
    [InlineData("4 k")]
    [InlineData("2048m")]
    public void RefusesASize_WhenItIsNone(string text) => Assert.False(NginxSize.TryParse(text, out _));
}
