using System.CommandLine;
using System.CommandLine.Help;
using Lb.Host.Running;

namespace Lb.Host.CommandLine;

/// <summary>The <c>mqlb</c> command: HAProxy's flags for the balancer itself, and sub-commands beside it.</summary>
internal static class MqlbCommand
{
    /// <summary>Flags as HAProxy has them: <c>-vv</c> and <c>-db</c> are words of their own, not bundles of letters.</summary>
    public static ParserConfiguration Parsing { get; } = new() { EnablePosixBundling = false };

    public static RootCommand Create()
    {
        var options = new RunFlags();
        var root = new RootCommand("TLS-terminating layer-4 MQTT load balancer that runs haproxy.cfg and nginx stream files.");
        foreach (var version in root.Options.OfType<VersionOption>().ToList()) root.Options.Remove(version);
        // mosquitto's clients, whose flags pub and sub share, use -h for the server's name.
        foreach (var help in root.Options.OfType<HelpOption>()) help.Aliases.Remove("-h");
        options.AddTo(root);
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(BrokerCommand.Create());
        root.Subcommands.Add(PublishCommand.Create());
        root.Subcommands.Add(SubscribeCommand.Create());
        root.SetAction((parsed, _) => BalancerProgram.RunAsync(options.Read(parsed)));
        return root;
    }
}
