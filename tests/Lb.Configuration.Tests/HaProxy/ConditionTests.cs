using System.Collections.Immutable;
using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>Conditions and acls (HAProxy manual 7).</summary>
public sealed class ConditionTests
{
    [Fact]
    public void JoinsRowsByOr_AndTermsByAnd()
    {
        var condition = Condition("if { src 10.0.0.0/8 } !{ ssl_fc } or ! { dst_port 1883 } || TRUE");

        Assert.False(condition.Unless);
        Assert.Equal([2, 1, 1], condition.AnyOf.Select(row => row.Length));
        Assert.Equal([false, true, true, false], condition.AnyOf.SelectMany(row => row).Select(term => term.Negated));
        Assert.Equal("{ src 10.0.0.0/8 } !{ ssl_fc } or ! { dst_port 1883 } || TRUE", condition.Text);
    }

    [Fact]
    public void TurnsTheResultRound_WithUnless() => Assert.True(Condition("unless TRUE").Unless);

    [Fact]
    public void TakesLinesOfOneAclAsAlternatives()
    {
        var frontend = HaProxyText.LoadFrontend("acl near src 10.0.0.0/8", "acl near src 192.168.0.0/16", "use_backend b if near");

        Assert.Equal(2, Assert.Single(Assert.Single(frontend.UseBackends[0].Condition!.AnyOf)).AnyOf.Length);
    }

    [Theory]
    [InlineData("src 10.1.2.3", "10.1.2.3/32")]
    [InlineData("src 127.0.0.1/8", "127.0.0.0/8")]
    [InlineData("src 10.1.0.0/255.255.0.0", "10.1.0.0/16")]
    [InlineData("src 2001:db8::1/32", "2001:db8::/32")]
    [InlineData("src one.example", "192.0.2.1/32")]
    public void ReadsNetworks(string test, string network)
    {
        var acl = Test(test);

        Assert.Equal(MatchMethod.Address, acl.Method);
        Assert.Equal([new AclPattern.Network(IPNetwork.Parse(network))], acl.Patterns);
    }

    [Theory]
    [InlineData("src_port 1883", 1883L, 1883L)]
    [InlineData("src_port 1024:2048", 1024L, 2048L)]
    [InlineData("src_port 1024:", 1024L, null)]
    [InlineData("src_port :1023", null, 1023L)]
    [InlineData("src_port gt 5", 6L, null)]
    [InlineData("src_port ge 5", 5L, null)]
    [InlineData("src_port lt 5", null, 4L)]
    [InlineData("src_port le 5", null, 5L)]
    [InlineData("src_port eq 5", 5L, 5L)]
    [InlineData("req.payload(0,0),mqtt_field_value(connect,keepalive) -m int -5", -5L, -5L)]
    public void ReadsRangesAndOperators(string test, long? minimum, long? maximum)
    {
        var acl = Test(test);

        Assert.Equal(MatchMethod.Integer, acl.Method);
        Assert.Equal([new AclPattern.Range(minimum, maximum)], acl.Patterns);
    }

    [Theory]
    [InlineData("ssl_fc_sni a.example", MatchMethod.Text, false, "a.example")]
    [InlineData("ssl_fc_sni -i A.example", MatchMethod.Text, true, "A.example")]
    [InlineData("ssl_fc_sni -m beg -i -- -a", MatchMethod.Prefix, true, "-a")]
    [InlineData("ssl_fc_sni_end .example", MatchMethod.Suffix, false, ".example")]
    [InlineData("path_beg /metrics", MatchMethod.Prefix, false, "/metrics")]
    [InlineData("var(sess.cid) -m str probe", MatchMethod.Text, false, "probe")]
    public void ReadsMatchMethodsAndFlags(string test, MatchMethod method, bool ignoreCase, string pattern)
    {
        var acl = Test(test);

        Assert.Equal((method, ignoreCase), (acl.Method, acl.IgnoreCase));
        Assert.Equal([new AclPattern.Text(pattern)], acl.Patterns);
    }

    [Theory]
    [InlineData("ssl_c_s_dn(cn) -m reg ^dev[0-9]+$", false, "^dev[0-9]+$")]
    [InlineData("ssl_fc_sni_reg -i ^mqtt", true, "^mqtt")]
    [InlineData("path_reg -i [[:digit:]]{2,}", true, "[[:digit:]]{2,}")]
    public void ReadsRegularExpressions(string test, bool ignoreCase, string pattern)
    {
        Assert.True(TextExpression.TryParse(pattern, ignoreCase, out var expected, out _));
        Assert.Equal([new AclPattern.Expression(expected)], Test(test).Patterns);
    }

    [Fact]
    public void ReadsBytesInHex() =>
        Assert.Equal([0x10, 0xFF], Assert.IsType<AclPattern.Bytes>(Assert.Single(Test("req.payload(0,2) -m bin 10fF").Patterns)).Value);

    [Fact]
    public void NeedsNoPattern_ForTruthAndExistence()
    {
        Assert.Equal((MatchMethod.Boolean, 0), (Test("ssl_fc").Method, Test("ssl_fc").Patterns.Length));
        Assert.Equal(MatchMethod.Found, Test("ssl_fc_sni -m found").Method);
    }

    [Fact]
    public void ReadsPatternsFromAFile()
    {
        using var files = new ExampleFiles();

        Assert.Equal(
            [new AclPattern.Network(IPNetwork.Parse("192.0.2.0/24")), new AclPattern.Network(IPNetwork.Parse("198.51.100.0/24")),
                new AclPattern.Network(IPNetwork.Parse("10.0.0.1/32"))],
            Test(files.Fill("src -f %PATTERNS% 10.0.0.1")).Patterns);
    }

    [Theory]
    [InlineData("req.payload(0,0),mqtt_field_value(connect,client_identifier)")]
    [InlineData("req.payload(0,0), mqtt_field_value(connect, client_identifier)")]
    [InlineData("req.payload( 0 , 0 ) , mqtt_field_value( connect , client_identifier )")]
    [InlineData("req.payload(0,0),mqtt_field_value(\\\"connect\\\",'client_identifier')")]
    public void ReadsOneSampleInManySpellings(string text)
    {
        var acl = Test(text + " -m str x");

        Assert.Equal(new SampleFetch.Payload(0, 0), acl.Sample.Fetch);
        Assert.Equal([new SampleConverter.MqttFieldValue("connect", "client_identifier")], acl.Sample.Converters);
    }

    [Theory]
    [InlineData("src,ipmask(24)", "AddressMask { V4PrefixLength = 24, V6PrefixLength = 128 }")]
    [InlineData("src,ipmask(255.255.0.0,64)", "AddressMask { V4PrefixLength = 16, V6PrefixLength = 64 }")]
    [InlineData("ssl_fc_sni,field(2,.)", "Field { Index = 2, Delimiters = ., Count = 1 }")]
    [InlineData("ssl_fc_sni,field(-1,'.,',0)", "Field { Index = -1, Delimiters = .,, Count = 0 }")]
    public void ReadsConverterArguments(string text, string converter)
    {
        var quoted = text.Contains('\'', StringComparison.Ordinal) ? $"\"{text}\"" : text;

        Assert.Equal(converter, Assert.Single(Test($"{quoted} -m found").Sample.Converters).ToString());
    }

    private static AclTest Test(string test)
    {
        ImmutableArray<ImmutableArray<ConditionTerm>> rows = Condition($"if {{ {test} }}").AnyOf;
        return Assert.Single(Assert.Single(Assert.Single(rows)).AnyOf);
    }

    private static ConditionConfig Condition(string text) =>
        HaProxyText.LoadFrontend($"tcp-request content accept {text}").ContentRules[0].Condition!;
}
