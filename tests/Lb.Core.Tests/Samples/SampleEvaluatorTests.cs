using System.Buffers;
using System.Net;
using System.Text;
using Lb.Configuration.Model;
using Lb.Core.Samples;

namespace Lb.Core.Tests.Samples;

public sealed class SampleEvaluatorTests
{
    [Fact]
    public void WaitsForTheWholeConnect_WhereverItIsSplit()
    {
        var packet = Packets.Connect("device-1");
        var facts = Packets.Facts([]);
        for (var length = 0; length < packet.Length; length++)
        {
            facts.Payload = new ReadOnlySequence<byte>(packet, 0, length);
            Assert.Equal(SampleStatus.NeedMoreData, SampleEvaluator.Evaluate(Expressions.Field("client_identifier"), facts, out _));
            Assert.Equal(SampleStatus.NeedMoreData, SampleEvaluator.Evaluate(Expressions.IsValid, facts, out _));
        }

        facts.Payload = new ReadOnlySequence<byte>(packet);
        Assert.Equal("device-1", Text(Expressions.Field("client_identifier"), facts));
        Assert.Equal("1", Text(Expressions.IsValid, facts));
        Assert.Equal("60", Text(Expressions.Field("keepalive"), facts));
    }

    [Fact]
    public void AsksForLateFacts_OnlyWhereNobodySetThem()
    {
        var late = new LateFacts();
        var facts = new ConnectionFacts { Late = late, Client = IPEndPoint.Parse("192.0.2.1:1") };
        Assert.Equal("192.0.2.1", Text(Expressions.Of(new SampleFetch.Source()), facts));
        Assert.Equal(0, late.Asked);
        Assert.Equal("1883", Text(Expressions.Of(new SampleFetch.DestinationPort()), facts));
        Assert.Equal("mqtt.example", Text(Expressions.Of(new SampleFetch.ServerName()), facts));
        Assert.Equal("1", Text(Expressions.Of(new SampleFetch.HasClientCertificate()), facts));
        Assert.Equal("device", Text(Expressions.Of(new SampleFetch.ClientCommonName()), facts));
        Assert.Equal(4, late.Asked);
        facts.Destination = IPEndPoint.Parse("198.51.100.1:8883");
        Assert.Equal("8883", Text(Expressions.Of(new SampleFetch.DestinationPort()), facts));
        Assert.Equal(4, late.Asked);
    }

    [Fact]
    public void HasNoKey_WhenTheClientIdIsEmpty() => Assert.Null(Text(Expressions.Field("client_identifier"), Packets.Facts(Packets.Connect(""))));

    [Fact]
    public void IsNotValid_WhenTheDeadlineCutsTheConnect()
    {
        var facts = Packets.Facts(Packets.Connect("a").AsSpan(0, 5), complete: true);
        Assert.Equal("0", Text(Expressions.IsValid, facts));
        Assert.Null(Text(Expressions.Field("client_identifier"), facts));
    }

    [Theory]
    [InlineData("474554202F", "0")]
    [InlineData("20020000", "0")]
    [InlineData("101400046D7174740402003C0008746573745F737562", "0")]
    [InlineData("101400044D5154548402003C0008746573745F737562", "1")]
    public void JudgesByTheSpecification(string hex, string valid) =>
        Assert.Equal(valid, Text(Expressions.IsValid, Packets.Facts(Convert.FromHexString(hex))));

    [Fact]
    public void FindsNothingInAConnack_BecauseClientsSendNone() =>
        Assert.Null(Text(Expressions.Payload(new SampleConverter.MqttFieldValue("connack", "flags")), Packets.Facts(Packets.Connect("a"))));

    [Theory]
    [InlineData(0, 4, 3, null)]
    [InlineData(0, 4, 4, "abcd")]
    [InlineData(2, 0, 5, "cde")]
    [InlineData(2, 2, 5, "cd")]
    public void CutsThePayload_OnceItIsLongEnough(int offset, int length, int received, string? expected)
    {
        var facts = Packets.Facts("abcde"u8[..received]);
        var expression = Expressions.Of(new SampleFetch.Payload(offset, length));
        Assert.Equal(expected is null ? SampleStatus.NeedMoreData : SampleStatus.Found, SampleEvaluator.Evaluate(expression, facts, out _));
        Assert.Equal(expected, Text(expression, facts));
    }

    [Fact]
    public void CountsThePayload_OnceSomethingCame()
    {
        var length = Expressions.Of(new SampleFetch.PayloadLength());
        Assert.Equal(SampleStatus.NeedMoreData, SampleEvaluator.Evaluate(length, Packets.Facts([]), out _));
        Assert.Equal("0", Text(length, Packets.Facts([], complete: true)));
        Assert.Equal("3", Text(length, Packets.Facts("abc"u8)));
    }

    [Fact]
    public void FetchesWhatIsKnownOfTheConnection()
    {
        var facts = new ConnectionFacts
        {
            Client = new IPEndPoint(IPAddress.Parse("10.1.2.3"), 4711),
            Destination = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 8883),
            IsTls = true,
            ServerName = "mqtt.example.org",
            HasClientCertificate = true,
            ClientCommonName = "device-7",
        };
        SampleFetch[] fetches =
        [
            new SampleFetch.Source(), new SampleFetch.SourcePort(), new SampleFetch.Destination(), new SampleFetch.DestinationPort(),
            new SampleFetch.IsTls(), new SampleFetch.ServerName(), new SampleFetch.HasClientCertificate(), new SampleFetch.ClientCommonName(),
        ];
        string[] expected = ["10.1.2.3", "4711", "10.0.0.1", "8883", "1", "mqtt.example.org", "1", "device-7"];
        Assert.Equal(expected, fetches.Select(fetch => Text(Expressions.Of(fetch), facts)));
    }

    [Fact]
    public void JoinsTheParts_LeavingAbsentOnesOut()
    {
        var expression = Expressions.Of(new SampleFetch.Concatenation(
            [Expressions.Of(new SampleFetch.ServerName()), Expressions.Of(new SampleFetch.TextConstant("/")), Expressions.Field("client_identifier")]));
        Assert.Equal("/d1", Text(expression, Packets.Facts(Packets.Connect("d1"))));
        Assert.Equal(SampleStatus.NeedMoreData, SampleEvaluator.Evaluate(expression, Packets.Facts([]), out _));
    }

    [Fact]
    public void KeepsAVariable_WhenTheBufferIsReused()
    {
        var buffer = Encoding.ASCII.GetBytes("abc");
        var facts = new ConnectionFacts { Payload = new ReadOnlySequence<byte>(buffer) };
        SampleEvaluator.Evaluate(Expressions.Payload(), facts, out var value);
        facts.SetVariable("sess.x", value);
        buffer.AsSpan().Clear();
        Assert.Equal("abc", Text(Expressions.Of(new SampleFetch.Variable("sess.x")), facts));
        Assert.Null(Text(Expressions.Of(new SampleFetch.Variable("sess.y")), facts));
    }

    private static string? Text(SampleExpression expression, ConnectionFacts facts) =>
        SampleEvaluator.Evaluate(expression, facts, out var value) == SampleStatus.Found ? Encoding.UTF8.GetString(value.AsText().Span) : null;

    private sealed class LateFacts : ILateFacts
    {
        public int Asked { get; private set; }

        public IPEndPoint? Destination => Ask(IPEndPoint.Parse("198.51.100.1:1883"));

        public string? ServerName => Ask("mqtt.example");

        public bool HasClientCertificate => Ask(true);

        public string? ClientCommonName => Ask("device");

        private T Ask<T>(T value)
        {
            Asked++;
            return value;
        }
    }
}
