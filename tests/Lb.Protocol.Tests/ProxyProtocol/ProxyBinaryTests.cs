using System.Buffers;
using System.Net;
using System.Text.Json;
using Lb.Protocol.ProxyProtocol;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.ProxyProtocol;

public sealed class ProxyBinaryTests
{
    private const string Signature = "0d0a0d0a000d0a515549540a";
    private const string Tcp4 = "c0000201c6336401138822b3"; // 192.0.2.1:5000 -> 198.51.100.1:8883
    private const ProxyV2Options Everything = ProxyV2Options.CommonName | ProxyV2Options.Cipher | ProxyV2Options.SignatureAlgorithm
        | ProxyV2Options.KeyAlgorithm | ProxyV2Options.Authority | ProxyV2Options.Crc32C | ProxyV2Options.UniqueId;

    [Fact]
    public void ReadsWhatWasWritten_WhereverItIsSplit() => Seeded.Check(random =>
    {
        ProxyHeader header = RandomHeader(random);
        byte[] bytes = [.. Write(header, Everything), 0x10, 0x00];
        ReadOnlySequence<byte> input = SegmentedBytes.CutAtRandom(bytes, random);
        ParseStatus status = Parse(input, out ProxyHeader? read, out int length, out ProxyHeaderError error);
        Assert.Equal((ParseStatus.Complete, ProxyHeaderError.None), (status, error));
        Assert.Equal(bytes.Length - 2, length);
        Assert.Equal((header.Source, header.Destination), (read!.Source, read.Destination));
        Assert.Equal(Text(header), Text(read));
        int cut = random.Next(length);
        Assert.Equal(ParseStatus.NeedMoreData, Parse(new(bytes.AsMemory(0, cut)), out _, out _, out _));
    });

    [Fact]
    public void NeverThrows_WhenAHeaderIsDamaged() => Seeded.Check(random =>
    {
        byte[] bytes = Write(RandomHeader(random), Everything & ~ProxyV2Options.Crc32C);
        for (int i = 0; i < 30; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.Next(12, damaged.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) damaged[random.Next(damaged.Length)] ^= 0x10;
            ParseStatus status = Parse(SegmentedBytes.CutAtRandom(damaged, random), out ProxyHeader? header, out _, out ProxyHeaderError error);
            Assert.Equal(status == ParseStatus.Complete, header is not null);
            Assert.Equal(status == ParseStatus.Invalid, error != ProxyHeaderError.None);
        }
    });

    [Fact]
    public void RefusesAHeader_WhenAnyBitIsFlippedThatTheChecksumCovers() => Seeded.Check(random =>
    {
        ProxyHeader header = RandomHeader(random);
        byte[] bytes = Write(header, Everything);
        int checksumType = header.Transport == ProxyTransport.Tcp4 ? 28 : 52;
        int at = random.Next(16, bytes.Length);
        // Without its type the entry is no checksum any more.
        if (at == checksumType) return;
        bytes[at] ^= (byte)(1 << random.Next(8));
        Assert.Equal(ParseStatus.Invalid, Parse(new(bytes), out _, out _, out _));
    });

    [Fact]
    public void RefusesAHeader_WhenTheChecksumIsLeftZero()
    {
        byte[] bytes = Convert.FromHexString(Signature + "2111" + "0013" + Tcp4 + "030004" + "00000000");
        Assert.Equal(ParseStatus.Invalid, Parse(new(bytes), out _, out _, out ProxyHeaderError error));
        Assert.Equal(ProxyHeaderError.Checksum, error);
    }

    [Fact]
    public void AcceptsAHeader_WhenItsChecksumWasComputedBitByBit()
    {
        byte[] bytes = Convert.FromHexString(Signature + "2111" + "0013" + Tcp4 + "030004" + "00000000");
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytes.Length - 4), ReferenceCrc(bytes));
        Assert.Equal(ParseStatus.Complete, Parse(new(bytes), out _, out _, out _));
        Assert.Equal(0xE3069283u, ReferenceCrc("123456789"u8));
    }

    [Theory]
    [InlineData("2111000c" + Tcp4, ProxyTransport.Tcp4, "192.0.2.1:5000", "198.51.100.1:8883")]
    [InlineData("2112000c" + Tcp4, ProxyTransport.Udp4, "192.0.2.1:5000", "198.51.100.1:8883")]
    [InlineData("21210024" + "20010db8000000000000000000000001" + "00000000000000000000000000000001" + "138822b3", ProxyTransport.Tcp6, "[2001:db8::1]:5000", "[::1]:8883")]
    [InlineData("21000000", ProxyTransport.Unspecified, null, null)]
    [InlineData("21000002ffff", ProxyTransport.Unspecified, null, null)]
    [InlineData("2110000c" + Tcp4, ProxyTransport.Unspecified, null, null)]
    [InlineData("20000000", ProxyTransport.Unspecified, null, null)]
    [InlineData("20ff0001ff", ProxyTransport.Unspecified, null, null)]
    public void ReadsTheAddresses_OfEveryFamily(string afterSignature, ProxyTransport transport, string? source, string? destination)
    {
        ParseStatus status = Parse(new(Convert.FromHexString(Signature + afterSignature)), out ProxyHeader? header, out int length, out _);
        Assert.Equal((ParseStatus.Complete, (Signature.Length + afterSignature.Length) / 2), (status, length));
        Assert.Equal(afterSignature.StartsWith("20", StringComparison.Ordinal) ? ProxyCommand.Local : ProxyCommand.Proxy, header!.Command);
        Assert.Equal((transport, source, destination), (header.Transport, header.Source?.ToString(), header.Destination?.ToString()));
    }

    [Fact]
    public void SkipsThePaths_WhenTheClientUsedAUnixSocket()
    {
        byte[] bytes = Convert.FromHexString(Signature + "213100dc" + new string('0', 432) + "04000100");
        Assert.Equal(ParseStatus.Complete, Parse(new(bytes), out ProxyHeader? header, out _, out _));
        Assert.Equal((ProxyTransport.Unix, null), (header!.Transport, header.Source));
    }

    [Theory]
    [InlineData("0d0a0d0a000d0a515549540b", ProxyHeaderError.NotProxyProtocol)]
    [InlineData("0d0a0d0a01", ProxyHeaderError.NotProxyProtocol)]
    [InlineData("10", ProxyHeaderError.NotProxyProtocol)]
    [InlineData(Signature + "11", ProxyHeaderError.Version)]
    [InlineData(Signature + "22", ProxyHeaderError.Command)]
    [InlineData(Signature + "2141", ProxyHeaderError.Family)]
    [InlineData(Signature + "2113", ProxyHeaderError.Family)]
    [InlineData(Signature + "2111ffff", ProxyHeaderError.TooLong)]
    [InlineData(Signature + "2111000b" + "c0000201c6336401138822", ProxyHeaderError.Truncated)]
    [InlineData(Signature + "2111000e" + Tcp4 + "0400", ProxyHeaderError.Tlv)]
    [InlineData(Signature + "2111000f" + Tcp4 + "040001", ProxyHeaderError.Tlv)]
    [InlineData(Signature + "21110012" + Tcp4 + "030003000000", ProxyHeaderError.Tlv)]
    [InlineData(Signature + "21110013" + Tcp4 + "20000401000000", ProxyHeaderError.Tlv)]
    [InlineData(Signature + "21110015" + Tcp4 + "200006010000000021", ProxyHeaderError.Tlv)]
    public void RefusesAHeader_WhenItIsIllFormed(string hex, ProxyHeaderError expected)
    {
        ParseStatus status = Parse(new(Convert.FromHexString(hex)), out ProxyHeader? header, out _, out ProxyHeaderError error);
        Assert.Equal((ParseStatus.Invalid, null, expected), (status, header, error));
    }

    [Theory]
    [InlineData(ProxyV2Options.None, "2111001301000" + "46d717474")]
    [InlineData(ProxyV2Options.Authority, "2111001b" + "010004" + "6d717474" + "020005" + "622e636f6d")]
    [InlineData(ProxyV2Options.UniqueId, "21110017" + "010004" + "6d717474" + "050001" + "2a")]
    [InlineData(ProxyV2Options.Tls, "21110025" + "010004" + "6d717474" + "20000f" + "0700000000" + "210007" + "544c5376312e33")]
    [InlineData(ProxyV2Options.CommonName, "2111002a" + "010004" + "6d717474" + "200014" + "0700000000" + "210007" + "544c5376312e33" + "220002" + "636e")]
    public void WritesTheEntries_ThatTheOptionsName(ProxyV2Options options, string expected)
    {
        var header = new ProxyHeader
        {
            Source = IPEndPoint.Parse("192.0.2.1:5000"),
            Destination = IPEndPoint.Parse("198.51.100.1:8883"),
            Alpn = "mqtt"u8.ToArray(),
            Authority = "b.com",
            UniqueId = new byte[] { 42 },
            Tls = new() { Client = (ProxyTlsClient)7, Version = "TLSv1.3", CommonName = "cn", Cipher = "c" },
        };
        Assert.Equal(Signature + expected[..8] + Tcp4 + expected[8..], Convert.ToHexStringLower(Write(header, options)));
    }

    [Fact]
    public void TellsThatThereWasNoTls_WhenAskedForItOnAPlainConnection()
    {
        var header = new ProxyHeader { Source = IPEndPoint.Parse("192.0.2.1:5000"), Destination = IPEndPoint.Parse("198.51.100.1:8883") };
        Parse(new(Write(header, ProxyV2Options.Tls)), out ProxyHeader? read, out _, out _);
        Assert.Equal(new ProxyTls { Client = ProxyTlsClient.None, Verify = 1 }, read!.Tls);
    }

    [Fact]
    public void WritesNothingButTheFixedPart_WhenTheCommandIsLocal() =>
        Assert.Equal(Signature + "20000000", Convert.ToHexStringLower(Write(new() { Command = ProxyCommand.Local, Authority = "a" }, Everything)));

    [Fact]
    public void Throws_WhenTheHeaderWouldBeTooLong()
    {
        Assert.Throws<ArgumentException>(() => Write(new() { Authority = new string('a', 65_534) }, ProxyV2Options.Authority));
        Assert.Throws<ArgumentException>(() => Write(new() { UniqueId = new byte[129] }, ProxyV2Options.UniqueId));
    }

    private static ProxyHeader RandomHeader(Random random)
    {
        bool six = random.Next(2) == 0;
        return new()
        {
            Transport = six ? ProxyTransport.Tcp6 : ProxyTransport.Tcp4,
            Source = RandomAddress(random, six),
            Destination = RandomAddress(random, six),
            Alpn = random.Next(2) == 0 ? "mqtt"u8.ToArray() : default(ReadOnlyMemory<byte>?),
            Authority = random.Next(2) == 0 ? "brök.example" : null,
            UniqueId = random.Next(2) == 0 ? new byte[random.Next(129)] : default(ReadOnlyMemory<byte>?),
            NetworkNamespace = random.Next(2) == 0 ? "ns" : null,
            Tls = new()
            {
                Client = (ProxyTlsClient)random.Next(8),
                Verify = (uint)random.Next(),
                Version = "TLSv1.2",
                CommonName = random.Next(2) == 0 ? "device-é" : null,
                Cipher = random.Next(2) == 0 ? "ECDHE-RSA-AES128-GCM-SHA256" : null,
                SignatureAlgorithm = "RSA-SHA256",
                KeyAlgorithm = "RSA2048",
            },
            Others = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new ProxyTlv((byte)random.Next(0xE0, 0xF0), new byte[random.Next(9)]))],
        };
    }

    /// <summary>Never an IPv4-mapped address: those are written as IPv4.</summary>
    private static IPEndPoint RandomAddress(Random random, bool six)
    {
        byte[] bytes = new byte[six ? 16 : 4];
        random.NextBytes(bytes);
        if (six) bytes[0] = 0x20;
        return new(new IPAddress(bytes), random.Next(65536));
    }

    private static string Text(ProxyHeader header) => JsonSerializer.Serialize(header with { Source = null, Destination = null });

    private static uint ReferenceCrc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78u);
        }
        return ~crc;
    }

    private static byte[] Write(ProxyHeader header, ProxyV2Options options)
    {
        var output = new ArrayBufferWriter<byte>();
        ProxyHeaderWriter.WriteV2(output, header, options);
        return output.WrittenSpan.ToArray();
    }

    private static ParseStatus Parse(in ReadOnlySequence<byte> input, out ProxyHeader? header, out int length, out ProxyHeaderError error) =>
        ProxyHeaderParser.TryParse(input, ProxyHeaderParser.DefaultMaxLength, out header, out length, out error);
}
