using System.Net;
using System.Text;
using Lb.Configuration.Model;
using Lb.Core.Samples;

namespace Lb.Core.Tests.Samples;

public sealed class SampleConverterTests
{
    [Theory]
    [InlineData(5, 1, "f5")]
    [InlineData(2, 0, "f2_f3__f5")]
    [InlineData(2, 2, "f2_f3")]
    [InlineData(-2, 3, "f2_f3_")]
    [InlineData(-3, 0, "f1_f2_f3")]
    [InlineData(1, 1, "f1")]
    [InlineData(-1, 1, "f5")]
    [InlineData(4, 1, null)]
    [InlineData(6, 1, null)]
    [InlineData(-6, 1, null)]
    public void CutsFields_AsTheManualShows(int index, int count, string? expected) =>
        Assert.Equal(expected, Convert("f1_f2_f3__f5", new SampleConverter.Field(index, "_", count)));

    [Fact]
    public void ChangesCase()
    {
        Assert.Equal("abc1", Convert("aBC1", new SampleConverter.Lower()));
        Assert.Equal("ABC1", Convert("aBC1", new SampleConverter.Upper()));
    }

    [Fact]
    public void CountsAndPrintsBytes()
    {
        Assert.Equal("3", Convert("abc", new SampleConverter.Length()));
        Assert.Equal("616263", Convert("abc", new SampleConverter.Hex()));
        Assert.Equal("3", Convert("abcdef", new SampleConverter.Field(1, "d", 1), new SampleConverter.Length()));
    }

    [Theory]
    [InlineData("10.1.2.255", "10.1.2.240")]
    [InlineData("2001:db8:1:2::1", "2001:db8::")]
    public void MasksAddresses(string address, string expected)
    {
        var facts = new ConnectionFacts { Client = new IPEndPoint(IPAddress.Parse(address), 1) };
        var expression = Expressions.Of(new SampleFetch.Source(), new SampleConverter.AddressMask(28, 32));
        Assert.Equal(SampleStatus.Found, SampleEvaluator.Evaluate(expression, facts, out var value));
        Assert.Equal(expected, Encoding.ASCII.GetString(value.AsText().Span));
    }

    [Fact]
    public void CastsAnAddressToItsBytes_AndANumberToEight()
    {
        Assert.Equal([10, 1, 2, 3], SampleValue.Of(IPAddress.Parse("10.1.2.3")).AsBytes().ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 2], SampleValue.Of(258L).AsBytes().ToArray());
    }

    private static string? Convert(string text, params SampleConverter[] converters)
    {
        var expression = Expressions.Of(new SampleFetch.TextConstant(text), converters);
        var status = SampleEvaluator.Evaluate(expression, new ConnectionFacts(), out var value);
        return status == SampleStatus.Found ? Encoding.UTF8.GetString(value.AsText().Span) : null;
    }
}
