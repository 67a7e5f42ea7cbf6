using System.Net;
using Lb.Configuration.Model;
using Lb.Core.Samples;
using Lb.Core.StickTables;

namespace Lb.Core.Tests.StickTables;

public sealed class StickKeyTests
{
    [Theory]
    [InlineData(StickKeyType.Ip, "10.1.2.3", "0A010203")]
    [InlineData(StickKeyType.Ip, "::ffff:10.1.2.3", "0A010203")]
    [InlineData(StickKeyType.Ip, "2001:db8::1", null)]
    [InlineData(StickKeyType.Ipv6, "10.1.2.3", "00000000000000000000FFFF0A010203")]
    [InlineData(StickKeyType.String, "10.1.2.3", "31302E312E322E33")]
    [InlineData(StickKeyType.Binary, "10.1.2.3", "0A010203")]
    [InlineData(StickKeyType.Integer, "10.1.2.3", "0A010203")]
    public void CastsAnAddress(StickKeyType type, string address, string? expected) =>
        Assert.Equal(expected, Hex(StickKey.Of(type, SampleValue.Of(IPAddress.Parse(address)))));

    [Theory]
    [InlineData(StickKeyType.String, "ab", "6162")]
    [InlineData(StickKeyType.String, "", null)]
    [InlineData(StickKeyType.Integer, "258", "00000102")]
    [InlineData(StickKeyType.Integer, "x", null)]
    [InlineData(StickKeyType.Ip, "1.2.3.4", "01020304")]
    [InlineData(StickKeyType.Ip, "nobody", null)]
    public void CastsText(StickKeyType type, string text, string? expected) =>
        Assert.Equal(expected, Hex(StickKey.Of(type, SampleValue.Of(text))));

    private static string? Hex(byte[]? key) => key is null ? null : Convert.ToHexString(key);
}
