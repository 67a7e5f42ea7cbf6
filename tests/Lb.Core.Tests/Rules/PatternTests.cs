using System.Net;
using Lb.Configuration.Model;
using Lb.Core.Rules;
using Lb.Core.Samples;
using Lb.Core.Tests.Samples;

namespace Lb.Core.Tests.Rules;

public sealed class PatternTests
{
    [Theory]
    [InlineData(MatchMethod.Text, "abc", "abc", true)]
    [InlineData(MatchMethod.Text, "abc", "ABC", false)]
    [InlineData(MatchMethod.Prefix, "abc", "ab", true)]
    [InlineData(MatchMethod.Prefix, "abc", "bc", false)]
    [InlineData(MatchMethod.Suffix, "abc", "bc", true)]
    [InlineData(MatchMethod.Substring, "abcd", "bc", true)]
    [InlineData(MatchMethod.Domain, "mqtt.example.org", "example", true)]
    [InlineData(MatchMethod.Domain, "mqtt.example.org", "example.org", true)]
    [InlineData(MatchMethod.Domain, "mqtt.example.org", "ample", false)]
    [InlineData(MatchMethod.Directory, "/a/bc/d", "bc", true)]
    [InlineData(MatchMethod.Directory, "/a/bc/d", "b", false)]
    public void MatchesText(MatchMethod method, string text, string pattern, bool expected) =>
        Assert.Equal(expected, Holds(text, method, new AclPattern.Text(pattern)));

    [Theory]
    [InlineData("device-12", "^device-[0-9]+$", true)]
    [InlineData("device-x", "^device-[0-9]+$", false)]
    [InlineData("a device-1", "device", true)]
    public void MatchesRegularExpressions(string text, string pattern, bool expected)
    {
        Assert.True(TextExpression.TryParse(pattern, ignoreCase: false, out var expression, out _));
        Assert.Equal(expected, Holds(text, MatchMethod.Regex, new AclPattern.Expression(expression)));
    }

    [Fact]
    public void IgnoresCase_WhenAsked()
    {
        var test = new AclTest(Expressions.Of(new SampleFetch.TextConstant("ABC")), MatchMethod.Text, [new AclPattern.Text("abc")], IgnoreCase: true);
        Assert.Equal(ConditionResult.Holds, ConditionEvaluator.Evaluate(Expressions.If(test), new ConnectionFacts()));
    }

    [Theory]
    [InlineData(null, 5L, "5", true)]
    [InlineData(null, 5L, "6", false)]
    [InlineData(3L, null, "6", true)]
    [InlineData(3L, 5L, "2", false)]
    [InlineData(3L, 5L, "x", false)]
    public void MatchesNumbers(long? from, long? to, string text, bool expected) =>
        Assert.Equal(expected, Holds(text, MatchMethod.Integer, new AclPattern.Range(from, to)));

    [Fact]
    public void MatchesLengths()
    {
        Assert.True(Holds("abc", MatchMethod.Length, new AclPattern.Range(3, 3)));
        Assert.False(Holds("abcd", MatchMethod.Length, new AclPattern.Range(3, 3)));
    }

    [Fact]
    public void MatchesBytes() => Assert.True(Holds("abc", MatchMethod.Binary, new AclPattern.Bytes([0x61, 0x62, 0x63])));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("11.1.2.3", false)]
    [InlineData("2001:db8::1", false)]
    public void MatchesNetworks(string address, bool expected)
    {
        var facts = new ConnectionFacts { Client = new IPEndPoint(IPAddress.Parse(address), 1) };
        var test = Expressions.Matches(
            Expressions.Of(new SampleFetch.Source()), MatchMethod.Address, new AclPattern.Network(IPNetwork.Parse("10.0.0.0/8")));
        Assert.Equal(expected, ConditionEvaluator.Evaluate(Expressions.If(test), facts) == ConditionResult.Holds);
    }

    [Fact]
    public void Fails_WhenTheSampleIsAbsent()
    {
        var test = new AclTest(Expressions.Of(new SampleFetch.ServerName()), MatchMethod.Found, [], false);
        Assert.Equal(ConditionResult.Fails, ConditionEvaluator.Evaluate(Expressions.If(test), new ConnectionFacts()));
        Assert.Equal(ConditionResult.Holds, ConditionEvaluator.Evaluate(Expressions.If(test), new ConnectionFacts { ServerName = "a" }));
    }

    private static bool Holds(string text, MatchMethod method, AclPattern pattern) =>
        ConditionEvaluator.Evaluate(
            Expressions.If(Expressions.Matches(Expressions.Of(new SampleFetch.TextConstant(text)), method, pattern)), new ConnectionFacts())
        == ConditionResult.Holds;
}
