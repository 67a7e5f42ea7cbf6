using System.Buffers;
using System.Net;
using System.Text;
using Lb.Protocol.ProxyProtocol;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.ProxyProtocol;

public sealed class ProxyLineTests
{
    [Theory]
    [InlineData("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n", ProxyTransport.Tcp4, "192.168.0.1:56324", "192.168.0.11:443")]
    [InlineData("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", ProxyTransport.Tcp4, "255.255.255.255:65535", "255.255.255.255:65535")]
    [InlineData("PROXY TCP4 0.0.0.0 1.2.3.4 0 1\r\n", ProxyTransport.Tcp4, "0.0.0.0:0", "1.2.3.4:1")]
    [InlineData("PROXY TCP6 2001:db8::1 ::1 56324 443\r\n", ProxyTransport.Tcp6, "[2001:db8::1]:56324", "[::1]:443")]
    [InlineData("PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff FFFF::1 65535 65535\r\n", ProxyTransport.Tcp6, "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535", "[ffff::1]:65535")]
    [InlineData("PROXY UNKNOWN\r\n", ProxyTransport.Unspecified, null, null)]
    [InlineData("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", ProxyTransport.Unspecified, null, null)]
    public void ReadsTheLine_WhereverItIsSplit(string line, ProxyTransport transport, string? source, string? destination)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(line + "\u0010\u0000more");
        for (int splitAt = 0; splitAt <= bytes.Length; splitAt++)
        {
            ParseStatus status = Parse(SegmentedBytes.Cut(bytes, splitAt), out ProxyHeader? header, out int length, out _);
            Assert.Equal(ParseStatus.Complete, status);
            Assert.Equal(line.Length, length);
            Assert.Equal((ProxyCommand.Proxy, transport), (header!.Command, header.Transport));
            Assert.Equal((source, destination), (header.Source?.ToString(), header.Destination?.ToString()));
        }
        for (int cut = 0; cut < line.Length; cut++)
            Assert.Equal(ParseStatus.NeedMoreData, Parse(new(bytes.AsMemory(0, cut)), out _, out _, out _));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", ProxyHeaderError.NotProxyProtocol)]
    [InlineData("PROXX", ProxyHeaderError.NotProxyProtocol)]
    [InlineData("proxy TCP4 1.2.3.4 1.2.3.4 1 2\r\n", ProxyHeaderError.NotProxyProtocol)]
    [InlineData("PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n", ProxyHeaderError.LineEnd)]
    [InlineData("PROXY \n", ProxyHeaderError.LineEnd)]
    [InlineData("PROXY \r\n", ProxyHeaderError.Protocol)]
    [InlineData("PROXY UDP4 1.2.3.4 1.2.3.4 1 2\r\n", ProxyHeaderError.Protocol)]
    [InlineData("PROXY UNKNOWNX\r\n", ProxyHeaderError.Protocol)]
    [InlineData("PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 1.2.3.4 1.2.3.4 1 2 3\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4  1.2.3.4 1.2.3.4 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 1.2.3.4 1.2.3.4 01 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 1.2.3.4 1.2.3.4 -1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 1.2.3.04 1.2.3.4 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 1.2.3 1.2.3.4 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 1.2.3.4.5 1.2.3.4 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 256.2.3.4 1.2.3.4 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP4 ::1 ::1 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP6 [::1] ::1 1 2\r\n", ProxyHeaderError.Address)]
    [InlineData("PROXY TCP6 ::g ::1 1 2\r\n", ProxyHeaderError.Address)]
    public void RefusesTheLine_WhenItIsIllFormed(string line, ProxyHeaderError expected)
    {
        ParseStatus status = Parse(new(Encoding.ASCII.GetBytes(line)), out ProxyHeader? header, out _, out ProxyHeaderError error);
        Assert.Equal((ParseStatus.Invalid, null, expected), (status, header, error));
    }

    [Fact]
    public void RefusesTheLine_WhenItHasNoEndWithin107Bytes()
    {
        byte[] endless = Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 100));
        Assert.Equal(ParseStatus.NeedMoreData, Parse(new(endless.AsMemory(0, 106)), out _, out _, out _));
        Assert.Equal(ParseStatus.Invalid, Parse(new(endless.AsMemory(0, 107)), out _, out _, out ProxyHeaderError error));
        Assert.Equal(ProxyHeaderError.LineEnd, error);
    }

    [Theory]
    [InlineData("192.0.2.1:5000", "198.51.100.1:8883", "PROXY TCP4 192.0.2.1 198.51.100.1 5000 8883\r\n")]
    [InlineData("[2001:db8::1]:5000", "[::1]:8883", "PROXY TCP6 2001:db8::1 ::1 5000 8883\r\n")]
    [InlineData("[::ffff:192.0.2.1]:5000", "[::ffff:192.0.2.2]:8883", "PROXY TCP4 192.0.2.1 192.0.2.2 5000 8883\r\n")]
    [InlineData("192.0.2.1:5000", "[::1]:8883", "PROXY TCP6 ::ffff:192.0.2.1 ::1 5000 8883\r\n")]
    [InlineData("[fe80::1%7]:5000", "[fe80::2%7]:8883", "PROXY TCP6 fe80::1 fe80::2 5000 8883\r\n")]
    public void WritesTheLine_WithBothAddressesInOneFamily(string source, string destination, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        ProxyHeaderWriter.WriteV1(output, new() { Source = IPEndPoint.Parse(source), Destination = IPEndPoint.Parse(destination) });
        Assert.Equal(expected, Encoding.ASCII.GetString(output.WrittenSpan));
        Assert.Equal(ParseStatus.Complete, Parse(new(output.WrittenMemory), out _, out _, out _));
    }

    [Fact]
    public void WritesUnknown_WhenThereIsNoAddressToTell()
    {
        var output = new ArrayBufferWriter<byte>();
        ProxyHeaderWriter.WriteV1(output, new() { Command = ProxyCommand.Local });
        Assert.Equal("PROXY UNKNOWN\r\n", Encoding.ASCII.GetString(output.WrittenSpan));
    }

    private static ParseStatus Parse(in ReadOnlySequence<byte> input, out ProxyHeader? header, out int length, out ProxyHeaderError error) =>
        ProxyHeaderParser.TryParse(input, ProxyHeaderParser.DefaultMaxLength, out header, out length, out error);
}
