using Lb.Configuration.Diagnostics;
using Lb.Configuration.Nginx.Syntax;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxLexerTests
{
    private readonly ConfigDiagnostics _diagnostics = new();

    [Theory]
    [InlineData("a b;", "a|b|;")]
    [InlineData("a{b;}", "a|{|b|;|}")]
    [InlineData("a # b ; {\nc;", "a|c|;")]
    [InlineData("a#b;", "a#b|;")]
    [InlineData("\"a b\" 'c;d';", "a b|c;d|;")]
    [InlineData("a\"b;", "a\"b|;")]
    [InlineData("\"\" ;", "|;")]
    [InlineData("a}b;", "a}b|;")]
    [InlineData("\r\n\ta\r\n;", "a|;")]
    public void SplitsIntoWordsAndMarks(string text, string tokens) => Assert.Equal(tokens, Read(text));

    [Theory]
    [InlineData(@"a\ b;", @"a\ b|;")]
    [InlineData(@"a\;b;", @"a\;b|;")]
    [InlineData(@"""a\""b"";", "a\"b|;")]
    [InlineData(@"'it\'s';", "it's|;")]
    [InlineData(@"a\\b;", @"a\b|;")]
    [InlineData(@"a\tb\nc;", "a\tb\nc|;")]
    [InlineData(@"\.pem;", @"\.pem|;")]
    [InlineData(@"a\", @"a\")]
    public void ResolvesEscapesAsNginxDoes(string text, string tokens) => Assert.Equal(tokens, Read(text));

    [Theory]
    [InlineData("${a}b;", "${a}b|;")]
    [InlineData("x${a};", "x${a}|;")]
    [InlineData("$a{", "$a|{")]
    public void OpensNoBlock_WhenABraceFollowsADollar(string text, string tokens) => Assert.Equal(tokens, Read(text));

    [Fact]
    public void CountsLines_WhenQuotesAndCommentsSpanThem()
    {
        var tokens = NginxLexer.Read(new ConfigSource("f", "a # x\n'b\nc' d\n;"), _diagnostics);

        Assert.Equal([1, 2, 3, 4], tokens.Select(t => t.Line));
    }

    [Theory]
    [InlineData("\na 'b", "f:2: the ' that opens here is never closed.")]
    [InlineData("\na 'b'c;", "f:2: 'c' follows a closing ' directly. Put a space or ';' between them.")]
    public void NamesTheLine_WhenAQuoteIsWrong(string text, string error)
    {
        Read(text);

        Assert.Equal(error, Assert.Single(_diagnostics.All).ToString());
    }

    [Fact]
    public void RefusesAFileThatIsNoText_WithOneError()
    {
        Read("';\0\n'x\n'y");

        Assert.Equal("f:1: the file is not text: it holds NUL characters.", Assert.Single(_diagnostics.All).ToString());
    }

    private string Read(string text) => string.Join('|', NginxLexer.Read(new ConfigSource("f", text), _diagnostics).Select(t => t.Text));
}
