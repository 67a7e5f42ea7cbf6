using FsCheck;
using FsCheck.Fluent;
using Lb.Configuration.HaProxy.Syntax;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>HAProxy manual 2.2 (quoting and escaping) and 2.3 (environment variables).</summary>
public sealed class TokenizerTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("   \t ", new string[0])]
    [InlineData("# a comment", new string[0])]
    [InlineData("bind *:1883", new[] { "bind", "*:1883" })]
    [InlineData("\t bind\t *:1883 \r", new[] { "bind", "*:1883" })]
    [InlineData("mode tcp # why", new[] { "mode", "tcp" })]
    [InlineData("mode tcp# why", new[] { "mode", "tcp" })]
    public void CutsAtSpacesAndStopsAtComments(string line, string[] words) => Assert.Equal(words, Words(line));

    [Theory]
    [InlineData(@"a\ b", "a b")]
    [InlineData(@"a\#b", "a#b")]
    [InlineData(@"a\\b", @"a\b")]
    [InlineData(@"a\'b", "a'b")]
    [InlineData("a\\\"b", "a\"b")]
    [InlineData(@"a\nb", "a\nb")]
    [InlineData(@"a\rb", "a\rb")]
    [InlineData(@"a\tb", "a\tb")]
    [InlineData(@"a\x41b", "aAb")]
    [InlineData(@"a\qb", @"a\qb")]
    [InlineData(@"a\", @"a\")]
    [InlineData("a\\\tb", "a\tb")]
    public void ResolvesEscapes_OutsideOfQuotes(string line, string word) => Assert.Equal([word], Words(line));

    [Theory]
    [InlineData("\"a b\"", "a b")]
    [InlineData("\"a # b\"", "a # b")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("\"a\\\"b\"", "a\"b")]
    [InlineData("\"a\\x41\"", "aA")]
    [InlineData("\"\\$PORT\"", "$PORT")]
    [InlineData("\"\"", "")]
    [InlineData("a\"b c\"d", "ab cd")]
    public void KeepsSpacesAndHashes_InWeakQuotes(string line, string word) => Assert.Equal([word], Words(line));

    [Theory]
    [InlineData("'a b'", "a b")]
    [InlineData(@"'a\ b'", @"a\ b")]
    [InlineData("'a\"b'", "a\"b")]
    [InlineData("'$PORT'", "$PORT")]
    [InlineData("'#'", "#")]
    public void TakesEverythingAsItStands_InStrongQuotes(string line, string word) => Assert.Equal([word], Words(line));

    [Theory]
    [InlineData("\"$PORT\"", "1883")]
    [InlineData("\"*:${PORT}\"", "*:1883")]
    [InlineData("\"$NAME\"", "two words")]
    [InlineData("\"${UNSET}\"", "")]
    [InlineData("\"${UNSET-8883}\"", "8883")]
    [InlineData("\"${EMPTY-8883}\"", "")]
    [InlineData("$PORT", "$PORT")]
    public void ExpandsVariables_InWeakQuotesOnly(string line, string word) => Assert.Equal([word], Words(line));

    [Theory]
    [InlineData("log-format %{+Q}o\\ %t\\ %s")]
    [InlineData("log-format \"%{+Q}o %t %s\"")]
    [InlineData("log-format '%{+Q}o %t %s'")]
    [InlineData("log-format \"%{+Q}o %t\"' %s'")]
    public void ReadsTheManualsFourSpellingsAlike(string line) => Assert.Equal(["log-format", "%{+Q}o %t %s"], Words(line));

    [Theory]
    [InlineData("a 'b", "not closed")]
    [InlineData("a \"b", "not closed")]
    [InlineData(@"a \x4", "two hex digits")]
    [InlineData(@"a \xzz", "two hex digits")]
    [InlineData("a \"$\"", "must be followed by a variable")]
    [InlineData("a \"$1\"", "must be followed by a variable")]
    [InlineData("a \"${PORT\"", "must be followed by a variable")]
    public void SaysWhatIsWrong(string line, string part) =>
        Assert.Contains(part, Tokenizer.Tokenize(line, HaProxyText.Environment.GetVariable).Error, StringComparison.Ordinal);

    [Fact]
    public void NeverThrows_WhateverTheLine() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll<string?>(line => Tokenizer.Tokenize(line ?? "", _ => "value").Words.IsDefault == false));

    [Fact]
    public void GivesBackAnyWord_ThatWasQuoted() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll<string?>(word =>
            {
                var text = (word ?? "").Replace("\n", "", StringComparison.Ordinal);
                return Words($"first {Quoted(text)} last").SequenceEqual(["first", text, "last"]);
            }));

    private static string Quoted(string word) =>
        "\"" + string.Concat(word.Select(c => c is '"' or '\\' or '$' ? $"\\{c}" : c.ToString())) + "\"";

    private static IEnumerable<string> Words(string line)
    {
        var tokens = Tokenizer.Tokenize(line, HaProxyText.Environment.GetVariable);
        Assert.Null(tokens.Error);
        return tokens.Words;
    }
}
