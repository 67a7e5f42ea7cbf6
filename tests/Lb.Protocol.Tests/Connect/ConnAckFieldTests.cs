using System.Buffers;
using Lb.Protocol.Connect;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.Connect;

public sealed class ConnAckFieldTests
{
    /// <summary>MQTT 5.0, session present: session expiry 9, assigned id "id", server keep-alive 30, retain not available.</summary>
    private const string Modern = "2012 01 00 0f 1100000009 1200026964 13001e 2500";

    [Theory]
    [InlineData("20020005", "flags", "0")]
    [InlineData("20020005", "reason_code", "5")]
    [InlineData("20020005", "protocol_version", "4")]
    [InlineData("20020100", "Flags", "1")]
    [InlineData("2003008c00", "reason_code", "140")]
    [InlineData(Modern, "protocol_version", "5")]
    [InlineData(Modern, "flags", "1")]
    [InlineData(Modern, "17", "9")]
    [InlineData(Modern, "18", "id")]
    [InlineData(Modern, "19", "30")]
    [InlineData(Modern, "37", "0")]
    [InlineData(Modern, "33", "65535")] // absent: the specification's default
    [InlineData(Modern, "36", "2")]
    [InlineData(Modern, "40", "1")]
    public void YieldsTheField_WhereverThePacketIsSplit(string hex, string name, string expected)
    {
        Assert.True(ConnAckFieldName.TryParse(name, out ConnAckField field));
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", ""));
        for (int splitAt = 0; splitAt <= bytes.Length; splitAt++)
        {
            Assert.Equal(ParseStatus.Complete, Read(SegmentedBytes.Cut(bytes, splitAt), field, out FieldValue value));
            Assert.Equal(expected, value.ToString());
            if (splitAt < bytes.Length)
                Assert.Equal(ParseStatus.NeedMoreData, Read(new(bytes.AsMemory(0, splitAt)), field, out _));
        }
    }

    [Theory]
    [InlineData("20020000", "17")]
    [InlineData(Modern, "31")]
    [InlineData(Modern, "39")]
    [InlineData("100c00044d5154540402003c0000", "flags")]
    [InlineData("20020200", "flags")]
    [InlineData("485454502f312e31", "reason_code")]
    public void IsInvalid_WhenThereIsNoSuchFieldOrNoConnAck(string hex, string name)
    {
        Assert.True(ConnAckFieldName.TryParse(name, out ConnAckField field));
        Assert.Equal(ParseStatus.Invalid, Read(new(Convert.FromHexString(hex.Replace(" ", ""))), field, out _));
    }

    [Theory]
    [InlineData("38")]
    [InlineData("24")]
    [InlineData("client_identifier")]
    public void RefusesAName_WhenConnAckHasNoSuchField(string name) => Assert.False(ConnAckFieldName.TryParse(name, out _));

    private static ParseStatus Read(in ReadOnlySequence<byte> input, ConnAckField field, out FieldValue value) =>
        ConnAckFieldReader.TryRead(input, 1024, field, out value);
}
