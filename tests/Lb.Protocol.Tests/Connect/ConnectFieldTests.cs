using System.Buffers;
using System.Text;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.Connect;

public sealed class ConnectFieldTests
{
    private static readonly ConnectPacket Full = new()
    {
        ProtocolVersion = MqttProtocolVersion.V5,
        CleanStart = true,
        KeepAlive = 60,
        ClientId = "test_sub",
        Username = "test",
        Password = "passwd"u8.ToArray(),
        Properties = new()
        {
            SessionExpiryInterval = 7,
            ReceiveMaximum = 20,
            MaximumPacketSize = 4_294_967_295,
            AuthenticationMethod = "M",
            AuthenticationData = new byte[] { 0, 1 },
            UserProperties = [new("a", "b")],
        },
        Will = new()
        {
            Topic = "willtopic",
            Payload = "willpayload"u8.ToArray(),
            Properties = new() { WillDelayInterval = 5, ContentType = "text/plain", ResponseTopic = "r", MessageExpiryInterval = 9 },
        },
    };

    [Theory]
    [InlineData("flags", "198")]
    [InlineData("PROTOCOL_NAME", "MQTT")]
    [InlineData("protocol_version", "5")]
    [InlineData("client_identifier", "test_sub")]
    [InlineData("will_topic", "willtopic")]
    [InlineData("will_payload", "willpayload")]
    [InlineData("username", "test")]
    [InlineData("password", "passwd")]
    [InlineData("keepalive", "60")]
    [InlineData("17", "7")]
    [InlineData("33", "20")]
    [InlineData("39", "4294967295")]
    [InlineData("21", "M")]
    [InlineData("22", "\0\u0001")]
    [InlineData("24", "5")]
    [InlineData("18", "5")] // as HAProxy's manual numbers the will delay
    [InlineData("2", "9")]
    [InlineData("3", "text/plain")]
    [InlineData("8", "r")]
    [InlineData("34", "0")] // absent: the specification's default
    [InlineData("25", "0")]
    [InlineData("23", "1")]
    [InlineData("1", "0")]
    [InlineData("9", null)]
    public void YieldsTheField_WhereverThePacketIsSplit(string name, string? expected)
    {
        Assert.True(ConnectFieldName.TryParse(name, out ConnectField field));
        byte[] packet = Write(Full);
        for (int splitAt = 0; splitAt <= packet.Length; splitAt++)
        {
            ConnectParser.TryParse(SegmentedBytes.Cut(packet, splitAt), int.MaxValue, out ConnectPacketView view, out _);
            bool found = view.TryGetField(field, out FieldValue value);
            Assert.Equal(expected, found ? value.ToString() : null);
            if (found) Assert.Equal(expected, Copy(value));
        }
    }

    [Theory]
    [InlineData("33")]
    [InlineData("17")]
    [InlineData("24")]
    [InlineData("will_topic")]
    [InlineData("username")]
    public void YieldsNothing_WhenThePacketHasNoSuchField(string name)
    {
        Assert.True(ConnectFieldName.TryParse(name, out ConnectField field));
        ConnectParser.TryParse(Write(new() { ClientId = "c" }), int.MaxValue, out ConnectLayout layout, out _);
        Assert.False(new ConnectPacketView(new(Write(new() { ClientId = "c" })), layout).TryGetField(field, out _));
    }

    [Theory]
    [InlineData("38")]
    [InlineData("35")]
    [InlineData("0")]
    [InlineData("43")]
    [InlineData("300")]
    [InlineData("-1")]
    [InlineData(" 17")]
    [InlineData("clientid")]
    [InlineData("")]
    public void RefusesAName_WhenConnectHasNoSuchField(string name) => Assert.False(ConnectFieldName.TryParse(name, out _));

    private static string Copy(FieldValue value)
    {
        byte[] output = new byte[value.Length];
        Assert.Equal(output.Length, value.CopyTo(output));
        return Encoding.UTF8.GetString(output);
    }

    private static byte[] Write(ConnectPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(output, packet, packet.ProtocolVersion);
        return output.WrittenSpan.ToArray();
    }
}
