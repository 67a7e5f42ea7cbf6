using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Running;

/// <summary>HAProxy's flags and exit codes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    private string Sound => Section.Config(_port, "    server s1 127.0.0.1:1");

    [Fact]
    public async Task ReportsAllErrorsWithTheirPlace_WhenTheFileHasSeveral()
    {
        var file = _folder.Write("bad.cfg", """
            defaults
                mode tcp
                timeout client 1x
            frontend f
                bimd *:1883
                default_backend nowhere
            backend b
                balance rondrobin
                server s1 127.0.0.1:1883 chek
            """ + "\n");

        var ended = await Mqlb.RunAsync(_folder, "-f", file);

        Assert.Equal(1, ended.ExitCode);
        foreach (var line in (int[])[3, 5, 6, 8, 9]) Assert.Matches($@"(?m)bad\.cfg:{line}: ", ended.Output);
        Assert.Contains("bind", ended.Output, StringComparison.Ordinal);
        Assert.Contains("check", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReportsErrorsOfEveryFile_WhenThereAreSeveral()
    {
        var one = _folder.Write("one.cfg", "frontend f\n    bimd *:1883\n");
        var two = _folder.Write("two.cfg", "backend b\n    blance roundrobin\n");

        var ended = await Mqlb.RunAsync(_folder, "-f", one, "-f", two);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("one.cfg:2: ", ended.Output, StringComparison.Ordinal);
        Assert.Contains("two.cfg:2: ", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyChecks_WhenAsked()
    {
        var ended = await Mqlb.RunAsync(_folder, "-c", "-f", _folder.Write("good.cfg", Sound + "\n"));

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Configuration file is valid", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysNothing_WhenQuietAndValid()
    {
        var ended = await Mqlb.RunAsync(_folder, "-c", "-q", "-f", _folder.Write("good.cfg", Sound + "\n"));

        Assert.Equal(new Ended(0, ""), ended);
    }

    [Fact]
    public async Task ExitsWith2_WhenNothingListens()
    {
        var file = _folder.Write("silent.cfg", "backend b\n    mode tcp\n    timeout server 10m\n    timeout connect 5s\n    server s1 127.0.0.1:1883\n");

        Assert.Equal(2, (await Mqlb.RunAsync(_folder, "-f", file)).ExitCode);
        Assert.Equal(2, (await Mqlb.RunAsync(_folder, "-c", "-f", file)).ExitCode);
    }

    [Fact]
    public async Task ExitsWith1_WhenTheFileIsMissing()
    {
        var ended = await Mqlb.RunAsync(_folder, "-f", Path.Combine(_folder.Path, "missing.cfg"));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("missing.cfg", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExitsWith1AndNamesThePort_WhenItIsTaken()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port);
        other.Start();

        var ended = await Mqlb.RunAsync(_folder, "-f", _folder.Write("busy.cfg", Sound + "\n"));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"127.0.0.1:{_port}", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergesFilesAndFolders_WhenThereAreSeveral()
    {
        var one = _folder.Write("one.cfg", "defaults\n    mode tcp\n    timeout connect 5s\n    timeout client 10m\n    timeout server 10m\n");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "conf.d"));
        _folder.Write("conf.d/20-back.cfg", "backend b\n    server s1 127.0.0.1:1\n");
        _folder.Write("conf.d/10-front.cfg", $"frontend f\n    bind 127.0.0.1:{_port}\n    default_backend b\n");
        _folder.Write("conf.d/notes.txt", "no config\n");

        var ended = await Mqlb.RunAsync(_folder, "-c", "-f", one, "-f", Path.Combine(_folder.Path, "conf.d"));

        Assert.Equal("Configuration file is valid", ended.Output.Trim());
    }

    [Theory]
    [InlineData("-v")]
    [InlineData("-vv")]
    public async Task PrintsItsVersion_WhenAsked(string flag)
    {
        var ended = await Mqlb.RunAsync(_folder, flag);

        Assert.Equal(0, ended.ExitCode);
        Assert.Matches(@"^mqlb version \d+\.\d+", ended.Output);
        Assert.Equal(flag == "-vv", ended.Output.Contains("PROXY protocol", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WritesItsProcessId_WhileItRuns()
    {
        var pidFile = Path.Combine(_folder.Path, "mqlb.pid");
        await using var mqlb = await Mqlb.StartAsync(
            Mqlb.Launch(_folder, "-f", _folder.Write("good.cfg", Sound + "\n"), "-p", pidFile, "-db"));

        Assert.Equal(mqlb.Process.Id, int.Parse((await File.ReadAllTextAsync(pidFile)).Trim(), CultureInfo.InvariantCulture));
        mqlb.Process.Signal(ChildProcess.SigTerm);
        await mqlb.Process.EndAsync();
        Assert.False(File.Exists(pidFile));
    }

    [Fact]
    public async Task SaysWhatToDo_WhenNoConfigIsGiven()
    {
        var ended = await Mqlb.RunAsync(_folder);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("-f FILE", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
