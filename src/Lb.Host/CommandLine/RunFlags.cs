using System.CommandLine;

namespace Lb.Host.CommandLine;

/// <summary>HAProxy's command-line flags that mqlb has (management manual 3).</summary>
internal sealed class RunFlags
{
    private readonly Option<string[]> _config = new("-f") { Description = "Configuration file or folder of *.cfg files; may be given several times.", HelpName = "FILE" };
    private readonly Option<bool> _check = new("-c") { Description = "Only check the configuration: 0 = valid, 1 = errors, 2 = valid but nothing listens." };
    private readonly Option<bool> _version = new("-v") { Description = "Print the version." };
    private readonly Option<bool> _build = new("-vv") { Description = "Print the version and what this build can do." };
    private readonly Option<bool> _quiet = new("-q") { Description = "Print nothing but errors." };
    private readonly Option<bool> _verbose = new("-V") { Description = "Print what -q would hide." };
    private readonly Option<bool> _foreground = new("-db") { Description = "Stay in the foreground; mqlb always does." };
    private readonly Option<string?> _pidFile = new("-p") { Description = "Write the process id to this file.", HelpName = "FILE" };
    private readonly Option<string?> _transport = TransportFlag.Create();

    public void AddTo(Command command)
    {
        Option[] all = [_config, _check, _version, _build, _quiet, _verbose, _foreground, _pidFile, _transport];
        foreach (var option in all) command.Options.Add(option);
    }

    public RunOptions Read(ParseResult parsed) => new()
    {
        ConfigPaths = parsed.GetValue(_config) ?? [],
        CheckOnly = parsed.GetValue(_check),
        ShowVersion = parsed.GetValue(_version),
        ShowBuild = parsed.GetValue(_build),
        Quiet = parsed.GetValue(_quiet) && !parsed.GetValue(_verbose),
        PidFile = parsed.GetValue(_pidFile),
        Transport = parsed.GetValue(_transport),
    };
}
