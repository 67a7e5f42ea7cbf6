using System.CommandLine;
using Lb.Host.CommandLine;

namespace Lb.Host.Tests.CommandLine;

public sealed class RunFlagsTests
{
    [Fact]
    public void KeepsEveryConfigInItsOrder()
    {
        Assert.Equal(["b.cfg", "conf.d", "a.cfg"], Read("-f", "b.cfg", "-f", "conf.d", "-f", "a.cfg").ConfigPaths);
    }

    [Fact]
    public void ReadsAllFlags_WhenTheyStandBesideEachOther()
    {
        var options = Read("-c", "-q", "-db", "-p", "/run/mqlb.pid", "-f", "a.cfg");

        Assert.True(options.CheckOnly);
        Assert.True(options.Quiet);
        Assert.Equal("/run/mqlb.pid", options.PidFile);
        Assert.False(options.ShowVersion);
    }

    [Fact]
    public void IsNotQuiet_WhenVerboseTakesItBack() => Assert.False(Read("-q", "-V").Quiet);

    [Theory]
    [InlineData("-v", true, false)]
    [InlineData("-vv", false, true)]
    public void TellsTheShortVersionFromTheLong(string flag, bool version, bool build)
    {
        var options = Read(flag);

        Assert.Equal((version, build), (options.ShowVersion, options.ShowBuild));
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("-f")]
    [InlineData("demmo")]
    [InlineData("--transport", "quick")]
    [InlineData("demo", "--transport", "quick")]
    public void IsAnError_WhenTheCommandLineIsNotUnderstood(params string[] arguments) =>
        Assert.NotEmpty(MqlbCommand.Create().Parse(arguments, MqlbCommand.Parsing).Errors);

    [Theory]
    [InlineData("portable")]
    [InlineData("fast")]
    public void NamesTheTransport(string name) => Assert.Equal(name, Read("--transport", name).Transport);

    [Fact]
    public void LeavesTheTransportOpen_WhenNoneIsNamed() => Assert.Null(Read("-f", "a.cfg").Transport);

    private static RunOptions Read(params string[] arguments)
    {
        var flags = new RunFlags();
        var command = new RootCommand();
        command.Options.Clear();
        flags.AddTo(command);
        var parsed = command.Parse(arguments, MqlbCommand.Parsing);
        Assert.Empty(parsed.Errors);
        return flags.Read(parsed);
    }
}
