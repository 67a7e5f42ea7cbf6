using System.CommandLine;
using System.Net.Sockets;
using Lb.Broker;
using Lb.Host.Running;

namespace Lb.Host.CommandLine;

/// <summary><c>mqlb broker</c>: the reference broker alone.</summary>
internal static class BrokerCommand
{
    public static Command Create()
    {
        var flags = new BrokerFlags();
        var command = new Command("broker", "Runs the reference MQTT broker: 3.1, 3.1.1 and 5.0, in memory.");
        flags.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var errors = new List<string>();
            var options = flags.Read(parsed, errors);
            return errors.Count == 0 ? RunAsync(options) : FailAsync(errors);
        });
        return command;
    }

    private static async Task<int> RunAsync(BrokerOptions options)
    {
        await using var broker = new ReferenceBroker(options);
        try
        {
            using var signals = new StopSignals();
            await broker.StartAsync();
            foreach (var address in broker.BoundAddresses) Console.WriteLine($"{options.Name} listens on {address}");
            await signals.SoftStop;
            return ExitCode.Done;
        }
        catch (SocketException e)
        {
            return await FailAsync($"cannot listen on {string.Join(", ", options.Binds.Select(bind => bind.Address))}: {e.Message}");
        }
        catch (InvalidDataException e)
        {
            return await FailAsync(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await FailAsync($"{options.SnapshotFile}: {e.Message}");
        }
    }

    private static Task<int> FailAsync(string error) => FailAsync([error]);

    private static async Task<int> FailAsync(IEnumerable<string> errors)
    {
        foreach (var error in errors) await Console.Error.WriteLineAsync($"mqlb broker: {error}");
        return ExitCode.Failed;
    }
}
