using System.Buffers;
using System.Text;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.Connect;

public sealed class ConnectParserTests
{
    private const int Limit = 256 * 1024;

    [Theory]
    [InlineData("30", ConnectError.NotConnect)]
    [InlineData("16", ConnectError.NotConnect)]
    [InlineData("11", ConnectError.FixedHeaderFlags)]
    [InlineData("10ffffffff", ConnectError.RemainingLength)]
    [InlineData("108000", ConnectError.RemainingLength)]
    [InlineData("1080801000044d51545404", ConnectError.PacketTooLarge)]
    [InlineData("100b", ConnectError.Truncated)]
    [InlineData("101001", ConnectError.ProtocolName)]
    [InlineData("10100005", ConnectError.ProtocolName)]
    [InlineData("101000046d", ConnectError.ProtocolName)]
    [InlineData("100e00064d514953", ConnectError.ProtocolName)]
    [InlineData("101000044d51545403", ConnectError.ProtocolVersion)]
    [InlineData("101000044d5154540401", ConnectError.ReservedFlag)]
    [InlineData("101000044d51545404fe", ConnectError.WillFlags)]
    [InlineData("101000044d515454050200007f", ConnectError.Truncated)]
    public void RefusesAtTheFirstWrongByte_WhenTheRestHasNotArrived(string hex, ConnectError expected)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(ParseStatus.NeedMoreData, ConnectParser.TryParse(bytes.AsSpan(0, bytes.Length - 1), Limit, out _, out _));
        Assert.Equal(ParseStatus.Invalid, ConnectParser.TryParse(bytes, Limit, out _, out ConnectError error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void AcceptsAPacket_WhenItIsAsLargeAsTheLimit()
    {
        byte[] packet = Write(new() { ClientId = new string('c', 60_000) });
        Assert.Equal(ParseStatus.Complete, ConnectParser.TryParse(packet, packet.Length, out _, out _));
        Assert.Equal(ParseStatus.Invalid, ConnectParser.TryParse(packet, packet.Length - 1, out _, out ConnectError error));
        Assert.Equal(ConnectError.PacketTooLarge, error);
    }

    [Fact]
    public void LeavesTheNextPacketAlone_WhenItFollowsAtOnce()
    {
        byte[] packet = Write(new() { ClientId = "c" });
        byte[] stream = [.. packet, 0xC0, 0x00];
        Assert.Equal(ParseStatus.Complete, ConnectParser.TryParse(SegmentedBytes.Cut(stream, 5), Limit, out ConnectPacketView view, out _));
        Assert.Equal(packet.Length, view.TotalLength);
        Assert.Equal(packet, view.Bytes.ToArray());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(60_000)]
    public void AllocatesNothing_WhereverThePacketIsSplit(int clientIdLength)
    {
        byte[] packet = Write(new() { ClientId = new string('c', clientIdLength), Username = "u", Password = new byte[] { 1, 2 } });
        ReadOnlySequence<byte> whole = new(packet);
        ReadOnlySequence<byte> cut = SegmentedBytes.Cut(packet, 3, 9, packet.Length - 1);
        Parse(whole, cut);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = Parse(whole, cut);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * packet.Length, length);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311, 0x04, 0x00, ConnectError.ClientIdentifier, "20020002")]
    [InlineData(MqttProtocolVersion.V31, 0x03, 0x02, ConnectError.ClientIdentifier, "20020002")]
    public void AnswersWithIdentifierRejected_WhenTheClientIdIsEmpty(
        MqttProtocolVersion version, byte level, byte flags, ConnectError expected, string answer)
    {
        byte[] name = version == MqttProtocolVersion.V31 ? [0, 6, .. "MQIsdp"u8] : [0, 4, .. "MQTT"u8];
        byte[] body = [.. name, level, flags, 0, 60, 0, 0];
        byte[] packet = [0x10, (byte)body.Length, .. body];
        Assert.Equal(ParseStatus.Invalid, ConnectParser.TryParse(packet, Limit, out ConnectLayout layout, out ConnectError error));
        Assert.Equal(expected, error);
        Assert.Equal(answer, Answer(error, layout.Level));
    }

    [Theory]
    [InlineData("101400044d5154540602003c0008746573745f737562", "2003008400")] // level 6
    [InlineData("101400044d5154540302003c0008746573745f737562", "20020001")] // level 3 with the new name
    [InlineData("101600064d51497364700402003c0008746573745f737562", "20020001")]
    [InlineData("101400044d5154548502003c0008746573745f737562", "2003008400")] // level 5 with the bridge bit
    [InlineData("101400044d5154540403003c0008746573745f737562", "")] // malformed in 3.1.1: just close
    [InlineData("101800044d5154540502003c032100000008746573745f737562", "2003008200")]
    [InlineData("101500044d5154540503003c000008746573745f737562", "2003008100")]
    [InlineData("1080801000044d51545405", "2003009500")]
    [InlineData("1080801000044d51545404", "")]
    [InlineData("1080801000044d51545406", "2003008400")] // it is not said to be too large in a version that is not known
    [InlineData("101400046d7174740402003c0008746573745f737562", "")]
    [InlineData("c000", "")]
    public void AnswersInTheFormatOfTheClient_WhenThePacketIsRefused(string hex, string answer)
    {
        Assert.Equal(ParseStatus.Invalid, ConnectParser.TryParse(Convert.FromHexString(hex), Limit, out ConnectLayout layout, out ConnectError error));
        Assert.Equal(answer, Answer(error, layout.Level));
    }

    [Fact]
    public void TableHasOneRowForEachError()
    {
        Assert.Equal(Enum.GetValues<ConnectError>(), ConnectErrorTable.Rows.Select(row => row.Error));
        Assert.Equal(ConnectErrorTable.Rows.Count, ConnectErrorTable.Rows.Select(row => row.Label).Distinct().Count());
        Assert.All(ConnectErrorTable.Rows, row => Assert.Matches("^[a-z0-9_]+$", row.Label));
        Assert.All(ConnectErrorTable.Rows, row => Assert.Same(row, ConnectErrorTable.Row(row.Error)));
    }

    [Fact]
    public void SeesWhatTheCodecSees_ForAnyPacket() => Seeded.CheckVersions((random, version) =>
    {
        ConnectPacket packet = new Mqtt.RandomPackets(random, version).Connect();
        ReadOnlySequence<byte> input = SegmentedBytes.CutAtRandom(Write(packet), random);
        Assert.Equal(ParseStatus.Complete, ConnectParser.TryParse(input, int.MaxValue, out ConnectPacketView view, out _));
        Assert.Equal((packet.ProtocolVersion, packet.IsBridge, packet.CleanStart, packet.KeepAlive), (view.ProtocolVersion, view.IsBridge, view.CleanStart, view.KeepAlive));
        Assert.Equal(packet.ClientId, Encoding.UTF8.GetString(view.ClientId));
        Assert.Equal(packet.Username ?? "", Encoding.UTF8.GetString(view.Username));
        Assert.Equal(packet.Password is not null, view.Layout.Password.IsPresent);
        Assert.Equal(packet.Password?.ToArray() ?? [], view.Password.ToArray());
        Assert.Equal(packet.Will?.Topic ?? "", Encoding.UTF8.GetString(view.WillTopic));
        Assert.Equal(packet.Will?.Payload.ToArray() ?? [], view.WillPayload.ToArray());
        Assert.Equal((packet.Will?.QoS ?? default, packet.Will?.Retain ?? false), (view.Layout.WillQoS, view.Layout.WillRetain));
    });

    private static int Parse(in ReadOnlySequence<byte> whole, in ReadOnlySequence<byte> cut)
    {
        ConnectParser.TryParse(whole, Limit, out ConnectPacketView first, out _);
        ConnectParser.TryParse(cut, Limit, out ConnectPacketView second, out _);
        return first.TotalLength + second.TotalLength;
    }

    private static string Answer(ConnectError error, byte level)
    {
        Span<byte> answer = stackalloc byte[ConnectRefusal.MaxLength];
        return Convert.ToHexStringLower(answer[..ConnectRefusal.Write(error, level, answer)]);
    }

    private static byte[] Write(ConnectPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(output, packet, packet.ProtocolVersion);
        return output.WrittenSpan.ToArray();
    }
}
