using System.Buffers;
using System.Text;
using Lb.Protocol.Connect;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.Connect;

public sealed class ConnectVectorTests
{
    private const int NoLimit = int.MaxValue;

    public static TheoryData<string> All => [.. ConnectVector.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void JudgesBySpecification_WhenThePacketIsInOnePiece(string name)
    {
        ConnectVector vector = ConnectVector.Named(name);
        AssertVerdict(vector, new(vector.Bytes));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void JudgesTheSame_WhereverThePacketIsSplitInTwo(string name)
    {
        ConnectVector vector = ConnectVector.Named(name);
        for (int splitAt = 0; splitAt <= vector.Bytes.Length; splitAt++)
            AssertVerdict(vector, SegmentedBytes.Cut(vector.Bytes, splitAt), withFields: vector.Bytes.Length < 4096 || splitAt % 1009 == 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void JudgesTheSame_WhenEveryByteIsASegment(string name)
    {
        ConnectVector vector = ConnectVector.Named(name);
        AssertVerdict(vector, SegmentedBytes.OneByteEach(vector.Bytes));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ChangesItsMindOnlyOnce_WhenBytesArriveOneByOne(string name)
    {
        ConnectVector vector = ConnectVector.Named(name);
        var verdict = (ParseStatus.NeedMoreData, ConnectError.None);
        for (int length = 0; length <= vector.Bytes.Length; length++)
        {
            ReadOnlySequence<byte> arrived = SegmentedBytes.Cut(vector.Bytes.AsMemory(0, length), length / 2);
            ParseStatus status = ConnectParser.TryParse(arrived, NoLimit, out ConnectPacketView packet, out ConnectError error);
            if (verdict.Item1 == ParseStatus.NeedMoreData) verdict = (status, error);
            Assert.Equal(verdict, (status, error));
            if (status == ParseStatus.Complete) Assert.True(packet.TotalLength <= length);
        }
        Assert.Equal(vector.Verdict, verdict.Item1);
    }

    private static void AssertVerdict(ConnectVector vector, ReadOnlySequence<byte> input, bool withFields = true)
    {
        ParseStatus status = ConnectParser.TryParse(input, NoLimit, out ConnectPacketView packet, out ConnectError error);
        Assert.Equal(vector.Verdict, status);
        Assert.Equal(vector.ErrorLabel, error == ConnectError.None ? "" : ConnectErrorTable.Row(error).Label);
        if (withFields && status == ParseStatus.Complete) Assert.Equal(vector.Fields, Describe(packet));
    }

    private static string Describe(in ConnectPacketView packet)
    {
        (string Label, string Field)[] fields =
        [
            ("cid", "client_identifier"), ("user", "username"), ("pass", "password"), ("name", "protocol_name"), ("ver", "protocol_version"),
            ("flags", "flags"), ("ka", "keepalive"), ("wt", "will_topic"), ("wp", "will_payload"), ("p17", "17"),
        ];
        var text = new StringBuilder();
        foreach ((string label, string name) in fields)
        {
            Assert.True(ConnectFieldName.TryParse(name, out ConnectField field));
            text.Append(label).Append('=').Append(packet.TryGetField(field, out FieldValue value) ? value.ToString() : "-").Append(' ');
        }
        return text.Append("bridge=").Append(packet.IsBridge ? '1' : '0').Replace("\0", "\\0").ToString();
    }
}
