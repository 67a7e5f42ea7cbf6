using System.Text.RegularExpressions;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.Model;

/// <summary>Regular expressions as HAProxy's users write them.</summary>
public sealed class TextExpressionTests
{
    [Theory]
    [InlineData("^device-[0-9]+$", "device-12", "device-x")]
    [InlineData(@"\.(css|js|png|woff2?)$", "/a.woff", "/a.txt")]
    [InlineData(@"^(www\.)?mqtt\.example\.org$", "mqtt.example.org", "amqtt.example.org")]
    [InlineData(@"\bv\d{1,3}?\b", "a v12 b", "av12")]
    [InlineData("(?i)^SENSOR", "sensor-1", "a-sensor")]
    [InlineData("[[:digit:]_]+$", "a_1", "a")]
    [InlineData("^[^[:space:][:punct:]]+$", "abc", "a.c")]
    [InlineData("^[]x[:upper:]]+$", "]xA", "a")]
    [InlineData(@"^[\][:alpha:]]$", "]", "1")]
    [InlineData(@"\[[:x]", "[:", "[a")]
    [InlineData("[:a]$", ":", "[")]
    public void Matches_AsWithPcre(string pattern, string matching, string other)
    {
        var expression = Parse(pattern);

        Assert.True(expression.IsMatch(matching));
        Assert.False(expression.IsMatch(other));
    }

    [Fact]
    public void IgnoresCase_WhenAsked()
    {
        Assert.True(Parse("^[[:lower:]]+$", ignoreCase: true).IsMatch("AB"));
        Assert.False(Parse("^[[:lower:]]+$").IsMatch("AB"));
    }

    // Nothing is tried twice: without the option the second pattern takes 2^n steps for n letters.
    [Theory]
    [InlineData("^a$")]
    [InlineData("^(a+)+$")]
    public void TakesTimeInProportionToTheText(string pattern)
    {
        var expression = Parse(pattern);

        Assert.True(expression.Regex.Options.HasFlag(RegexOptions.NonBacktracking));
        Assert.False(expression.IsMatch(new string('a', 65_535) + "!"));
    }

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a+)b")]
    public void RefusesWhatCanTakeTimeWithoutBound(string pattern)
    {
        Assert.False(TextExpression.TryParse(pattern, ignoreCase: false, out _, out var problem));
        Assert.StartsWith($"'{pattern}' looks ahead or behind ('(?='), refers back to a group ('\\1') or binds one ('(?>'), which can take time "
            + "without bound on what a client sends. Write it without: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void IsEqual_WhenWrittenAlike()
    {
        Assert.Equal(Parse("a"), Parse("a"));
        Assert.NotEqual(Parse("a"), Parse("b"));
        Assert.NotEqual(Parse("a"), Parse("a", ignoreCase: true));
    }

    private static TextExpression Parse(string pattern, bool ignoreCase = false)
    {
        Assert.True(TextExpression.TryParse(pattern, ignoreCase, out var expression, out var problem), problem);
        return expression;
    }
}
