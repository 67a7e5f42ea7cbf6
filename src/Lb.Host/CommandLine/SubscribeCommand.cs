using System.CommandLine;
using System.Text;
using Lb.Broker.Client;
using Lb.Host.Running;
using Lb.Protocol.Mqtt;

namespace Lb.Host.CommandLine;

/// <summary><c>mqlb sub</c>: prints messages until stopped.</summary>
internal static class SubscribeCommand
{
    public static Command Create()
    {
        var flags = new ClientFlags();
        var filter = new Option<string>("-t") { Description = "Topic filter.", Required = true };
        var count = new Option<int?>("-C") { Description = "End after this many messages." };
        var command = new Command("sub", "Prints the messages of a topic filter.") { filter, count };
        flags.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(flags.Read(parsed), parsed.GetValue(filter)!, parsed.GetValue(count), stop));
        return command;
    }

    private static async Task<int> RunAsync(ClientOptions options, string filter, int? count, CancellationToken stop)
    {
        await using var client = await ClientConnector.ConnectAsync(options, stop);
        if (client is null) return ExitCode.Failed;
        var answer = await client.SubscribeAsync([new Subscription(filter, options.QualityOfService)], null, stop);
        if (answer is null || (byte)answer.ReasonCodes[0] >= (byte)ReasonCode.UnspecifiedError)
        {
            await Console.Error.WriteLineAsync($"mqlb sub: '{filter}' was refused: {(answer is null ? "the connection ended" : answer.ReasonCodes[0])}");
            return ExitCode.Failed;
        }

        return await PrintAsync(client, count, stop);
    }

    private static async Task<int> PrintAsync(MqttClient client, int? count, CancellationToken stop)
    {
        for (var received = 0; count is null || received < count; received++)
        {
            if (await client.ReceiveAsync(stop) is not { } message)
            {
                await Console.Error.WriteLineAsync("mqlb sub: the connection ended");
                return ExitCode.Failed;
            }

            Console.WriteLine($"{message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}");
        }

        await client.DisconnectAsync();
        return ExitCode.Done;
    }
}
