namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxSyntaxTests
{
    [Theory]
    [InlineData("stream {", "lb.conf:1: the block 'stream' that opens here is never closed with '}'.")]
    [InlineData("stream { }\n}", "lb.conf:2: '}' closes a block that was never opened.")]
    [InlineData("stream { };", "lb.conf:1: ';' ends a statement that was never begun.")]
    [InlineData("stream { { } }", "lb.conf:1: '{' opens a block that has no name.")]
    [InlineData("stream;", "lb.conf:1: 'stream' needs a block: '{ ... }'.")]
    [InlineData("stream x { }", "lb.conf:1: 'stream' takes none argument(s), not 1.")]
    [InlineData("stream { }\nstream { }", "lb.conf:2: 'stream' was given in this block already. Keep one of the two.")]
    [InlineData("pid { }", "lb.conf:1: 'pid' takes no block. End it with ';'.")]
    [InlineData("stream { tcp_nodelay on }", "lb.conf:1: 'tcp_nodelay': ';' is missing before '}'.")]
    public void NamesTheLine_WhenTheSyntaxIsWrong(string text, string error) => Assert.Equal(error, NginxText.Error(text));

    [Fact]
    public void NamesTheLineThatLacksItsSemicolon_WhenTheNextLineIsADirective()
    {
        var text = "stream {\n upstream u { server 10.0.0.1:1883; }\n server {\n listen 1883\n proxy_timeout 5m\n proxy_pass u;\n }\n}";

        var errors = NginxText.Parse(text).Diagnostics.Select(d => d.ToString());

        Assert.Equal(
            ["lb.conf:4: 'listen': ';' is missing at the end of this line.", "lb.conf:5: 'proxy_timeout': ';' is missing at the end of this line."],
            errors);
    }

    [Fact]
    public void ReportsEveryError_InOnePass()
    {
        var text = "stream {\n upstream u { hash $nope; server x; }\n server { listen 99999; proxy_timeout soon; proxy_passs u; }\n}";

        var lines = NginxText.Parse(text).Diagnostics.Select(d => d.ToString()).ToList();

        Assert.Contains(lines, l => l.StartsWith("lb.conf:2: 'hash': variable '$nope'", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("lb.conf:2: 'server': 'x' names no port", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("lb.conf:3: 'listen': '99999'", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("lb.conf:3: 'proxy_timeout': 'soon' is not a time", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("unknown directive 'proxy_passs' in 'server'. Did you mean 'proxy_pass'?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http { server { listen 80; } }", "lb.conf:1: 'http' blocks are not built yet")]
    [InlineData("upstream u { server 10.0.0.1:1883; }", "lb.conf:1: 'upstream' is not allowed outside of any block. It belongs in 'stream'.")]
    [InlineData("stream { js_preread f; }", "lb.conf:1: directive 'js_preread' of nginx is not built yet.")]
    [InlineData("stream { map $a $b { x y; } }", "lb.conf:1: directive 'map' of nginx is not built yet.")]
    [InlineData("stream { upstream u { ip_hash; server 10.0.0.1:1; } }", "lb.conf:1: 'ip_hash' exists in 'http' only. In 'stream' the same is 'hash $remote_addr;'.")]
    [InlineData("stream { zzzzzz on; }", "lb.conf:1: unknown directive 'zzzzzz' in 'stream'.")]
    [InlineData("wroker_processes 1;", "lb.conf:1: unknown directive 'wroker_processes' outside of any block. Did you mean 'worker_processes'?")]
    public void RefusesByName_WhatIsNotBuiltOrMisplaced(string text, string error) => Assert.StartsWith(error, NginxText.Error(text));

    [Fact]
    public void RefusesServerNameByName()
    {
        Assert.Equal("lb.conf:11: directive 'server_name' of nginx is not built yet.", NginxText.Error(NginxText.Stream(inServer: "server_name a;")));
    }

    [Fact]
    public void SurvivesAHundredThousandNestedBlocks()
    {
        Assert.Null(NginxText.Parse(string.Concat(Enumerable.Repeat("a{", 100_000))).Config);
    }
}
