using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Lb.Broker;
using Lb.Host.Running;

namespace Lb.Host.CommandLine;

/// <summary><c>mqlb broker</c>: the reference broker alone.</summary>
internal static class BrokerCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "TCP port.", DefaultValueFactory = _ => 1883 };
        var address = new Option<string>("--address") { Description = "Address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
        var name = new Option<string>("--name") { Description = "Name in its output.", DefaultValueFactory = _ => "broker" };
        var proxy = new Option<bool>("--accept-proxy") { Description = "Each connection begins with a PROXY header, version 1 or 2." };
        var quiet = new Option<bool>("--quiet") { Description = "Print no line for a connection." };
        var command = new Command("broker", "Runs the reference MQTT broker: 3.1, 3.1.1 and 5.0, in memory.") { port, address, name, proxy, quiet };
        command.SetAction((parsed, _) => RunAsync(
            OptionsOf(parsed.GetValue(name)!, parsed.GetValue(quiet)), parsed.GetValue(address)!, parsed.GetValue(port), parsed.GetValue(proxy)));
        return command;
    }

    private static BrokerOptions OptionsOf(string name, bool quiet) => new()
    {
        Name = name,
        Connected = quiet ? null : info => Console.WriteLine(BrokerLines.Connected(name, info)),
        Disconnected = quiet ? null : (info, end) => Console.WriteLine($"{name}: '{info.ClientId}' left: {end}"),
    };

    private static async Task<int> RunAsync(BrokerOptions options, string address, int port, bool acceptProxy)
    {
        if (!IPAddress.TryParse(address, out var parsed) || port is < 0 or > 65535)
        {
            await Console.Error.WriteLineAsync($"mqlb broker: '{address}:{port}' is no address and port. Give an IP address and a port from 0 to 65535.");
            return ExitCode.Failed;
        }

        await using var broker = new ReferenceBroker(options with { Binds = [new BrokerBind(new IPEndPoint(parsed, port), acceptProxy)] });
        try
        {
            using var signals = new StopSignals();
            await broker.StartAsync();
            Console.WriteLine($"{options.Name} listens on {broker.BoundAddresses[0]}");
            await signals.SoftStop;
            return ExitCode.Done;
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync($"mqlb broker: cannot listen on {address}:{port}: {e.Message}");
            return ExitCode.Failed;
        }
    }
}
