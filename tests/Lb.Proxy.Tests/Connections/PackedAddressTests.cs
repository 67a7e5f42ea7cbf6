using System.Net;
using Lb.Proxy.Connections;

namespace Lb.Proxy.Tests.Connections;

public sealed class PackedAddressTests
{
    [Theory]
    [InlineData("192.0.2.1:40000")]
    [InlineData("0.0.0.0:0")]
    [InlineData("255.255.255.255:65535")]
    [InlineData("[2001:db8::ffff]:1883")]
    [InlineData("[::ffff:192.0.2.1]:1")]
    [InlineData("[fe80::1%4294967295]:2")]
    public void UnpacksToTheSameAddress(string address)
    {
        var packed = PackedAddress.Of(IPEndPoint.Parse(address));
        Assert.Equal(IPEndPoint.Parse(address), packed.Unpack());
        Assert.Equal(IPEndPoint.Parse(address).ToString(), packed.Unpack()!.ToString());
    }

    [Fact]
    public void IsNoAddress_WhenNoneWasPacked()
    {
        Assert.Null(PackedAddress.Of(null).Unpack());
        Assert.Null(default(PackedAddress).Unpack());
    }

    [Fact]
    public void UnpacksToTheSameAddress_WhateverItIs() => Seeded.Check(random =>
    {
        var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
        random.NextBytes(bytes);
        var address = new IPEndPoint(new IPAddress(bytes), random.Next(65536));
        Assert.Equal(address, PackedAddress.Of(address).Unpack());
    }, runs: 200);
}
