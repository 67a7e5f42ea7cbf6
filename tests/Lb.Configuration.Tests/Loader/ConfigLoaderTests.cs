using Lb.Configuration.Tests.Certificates;
using Lb.Configuration.Tests.Nginx;

namespace Lb.Configuration.Tests.Loader;

public sealed class ConfigLoaderTests : IDisposable
{
    private const string HaProxy = "listen mqtt\n    bind 127.0.0.1:1883\n    server a 10.0.0.1:1883\n";

    private const string Nginx = "stream { server { listen 1884; proxy_pass 10.0.0.1:1883; } }";

    private readonly PemFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LoadsNginx_WhenTheFileIsWrittenForIt()
    {
        Assert.Equal(["0.0.0.0:1884"], Load(_folder.Write("lb.conf", Nginx)).Config!.Frontends.Select(f => f.Name));
    }

    [Fact]
    public void ReadsSeveralNginxFilesAsOne()
    {
        var first = _folder.Write("a.conf", "worker_processes 3;");
        var second = _folder.Write("b.conf", Nginx);

        var config = Load(first, second).Config!;

        Assert.Equal((3, 1), (config.Global.Threads, config.Frontends.Length));
    }

    [Fact]
    public void LoadsHaProxy_WhenTheFileIsWrittenForIt()
    {
        Assert.Equal(["mqtt"], Load(_folder.Write("lb.cfg", HaProxy)).Config!.Frontends.Select(f => f.Name));
    }

    [Fact]
    public void ReadsTheCfgFilesOfAFolderInNameOrder()
    {
        _folder.Write("20-two.cfg", HaProxy.Replace("mqtt", "two", StringComparison.Ordinal).Replace("1883", "1884", StringComparison.Ordinal));
        _folder.Write("10-one.cfg", HaProxy.Replace("mqtt", "one", StringComparison.Ordinal));
        _folder.Write(".15-hidden.cfg", "nonsense");
        _folder.Write("16-other.conf", "nonsense");

        Assert.Equal(["one", "two"], Load(_folder.Path).Config!.Frontends.Select(f => f.Name));
    }

    [Fact]
    public void RefusesFilesOfBothDialects()
    {
        var haProxy = _folder.Write("a.cfg", HaProxy);
        var nginx = _folder.Write("b.conf", Nginx);

        Assert.Equal($"'{haProxy}' is written for HAProxy and '{nginx}' for nginx. Use one dialect for all files.", Error(nginx, haProxy));
    }

    [Fact]
    public void NamesEveryFileThatDoesNotExist()
    {
        var result = Load("/nowhere/a.cfg", "/nowhere/b.cfg");

        Assert.Equal(
            ["configuration file '/nowhere/a.cfg' does not exist.", "configuration file '/nowhere/b.cfg' does not exist."],
            result.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void NamesTheFolder_WhenItHoldsNoCfgFile()
    {
        _folder.Write("lb.conf", Nginx);
        _folder.Write(".hidden.cfg", HaProxy);

        Assert.Equal($"folder '{_folder.Path}' holds no file that ends in .cfg.", Error(_folder.Path));
    }

    [Fact]
    public void AsksForAFile_WhenThereIsNone() => Assert.Equal("no configuration file is given. Name one with '-f FILE'.", Error());

    private static ConfigResult Load(params string[] paths) => ConfigLoader.Load(paths, NginxText.Environment);

    private static string Error(params string[] paths) => Assert.Single(Load(paths).Diagnostics).ToString();
}
