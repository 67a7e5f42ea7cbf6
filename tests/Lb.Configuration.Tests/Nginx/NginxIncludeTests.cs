using Lb.Configuration.Tests.Certificates;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxIncludeTests : IDisposable
{
    private readonly PemFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsMatchingFilesInNameOrder_WhenThePathIsAPattern()
    {
        Write("conf.d/2.conf", "server { listen 2; proxy_pass 10.0.0.1:1; }");
        Write("conf.d/1.conf", "server { listen 1; proxy_pass 10.0.0.1:1; }");
        Write("conf.d/.3.conf", "server { listen 3; proxy_pass 10.0.0.1:1; }");
        Write("conf.d/4.off", "server { listen 4; proxy_pass 10.0.0.1:1; }");

        var config = Parse("stream { include conf.d/*.conf; }").Config!;

        Assert.Equal(["0.0.0.0:1", "0.0.0.0:2"], config.Frontends.Select(f => f.Name));
    }

    [Fact]
    public void StartsAtTheMainFilesFolder_WhenAnIncludedFileIncludes()
    {
        Write("conf.d/a.conf", "include b.conf;");
        Write("b.conf", "server { listen 1; proxy_pass 10.0.0.1:1; }");

        Assert.Single(Parse("stream { include conf.d/a.conf; }").Config!.Frontends);
    }

    [Fact]
    public void NamesTheIncludedFile_WhenItsContentIsWrong()
    {
        Write("a.conf", "\nproxy_timeout soon;");

        Assert.StartsWith($"{_folder.Path}/a.conf:2: 'proxy_timeout'", Error("stream { include a.conf; }"), StringComparison.Ordinal);
    }

    [Fact]
    public void AcceptsAPatternThatMatchesNothing() => Assert.NotNull(Parse("stream { include nowhere/*.conf; include *.no; }").Config);

    [Fact]
    public void NamesTheLine_WhenAPlainPathDoesNotExist()
    {
        Assert.EndsWith("lb.conf:2: configuration file '" + _folder.Path + "/no.conf' does not exist.", Error("stream {\ninclude no.conf; }"), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesTheCircle_WhenAFileIncludesItself()
    {
        Write("a.conf", "include b.conf;");
        Write("b.conf", "include a.conf;");

        Assert.StartsWith($"{_folder.Path}/b.conf:1: 'include': '{_folder.Path}/a.conf' includes itself", Error("include a.conf;"), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesMoreThanSixteenLevels()
    {
        for (var i = 0; i < 20; i++) Write($"{i}.conf", $"include {i + 1}.conf;");

        Assert.EndsWith("is nested more than 16 files deep.", Error("include 0.conf;"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conf.[d]/a.conf")]
    [InlineData("*/a.conf")]
    public void RefusesOtherPatternsByName(string pattern) => Assert.Contains("other patterns are not built yet", Error($"include {pattern};"), StringComparison.Ordinal);

    private void Write(string name, string text) => _folder.Write(name, text);

    private string Error(string text) => Assert.Single(Parse(text).Diagnostics).ToString();

    private ConfigResult Parse(string text) => NginxText.Parse(text, Path.Combine(_folder.Path, NginxText.File));
}
