using System.CommandLine;
using System.Text;
using Lb.Host.Running;
using Lb.Protocol.Mqtt;

namespace Lb.Host.CommandLine;

/// <summary><c>mqlb pub</c>: publishes one message.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var flags = new ClientFlags();
        var topic = new Option<string>("-t") { Description = "Topic.", Required = true };
        var message = new Option<string>("-m") { Description = "Message.", Required = true };
        var retain = new Option<bool>("-r") { Description = "Ask the broker to keep the message." };
        var command = new Command("pub", "Publishes one message.") { topic, message, retain };
        flags.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            flags.Read(parsed), parsed.GetValue(topic)!, parsed.GetValue(message)!, parsed.GetValue(retain), stop));
        return command;
    }

    private static async Task<int> RunAsync(ClientOptions options, string topic, string message, bool retain, CancellationToken stop)
    {
        await using var client = await ClientConnector.ConnectAsync(options, stop);
        if (client is null) return ExitCode.Failed;
        var packet = new PublishPacket
        {
            Topic = topic,
            Payload = Encoding.UTF8.GetBytes(message),
            QoS = options.QualityOfService,
            Retain = retain,
        };
        var answer = await client.PublishAsync(packet, stop);
        await client.DisconnectAsync();
        if (answer is ReasonCode.Success or ReasonCode.NoMatchingSubscribers) return ExitCode.Done;
        await Console.Error.WriteLineAsync($"mqlb pub: not delivered: {(answer is { } code ? code : "the connection ended")}");
        return ExitCode.Failed;
    }
}
