using System.CommandLine;
using Lb.Host.Demo;

namespace Lb.Host.CommandLine;

/// <summary><c>mqlb demo</c>: everything in one process, nothing to configure.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Starts three reference brokers and the balancer in front of them, with TLS, and shows where each client goes.");
        var transport = TransportFlag.Create();
        command.Options.Add(transport);
        command.SetAction((parsed, _) => DemoProgram.RunAsync(parsed.GetValue(transport)));
        return command;
    }
}
