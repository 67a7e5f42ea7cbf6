using System.Net;
using Lb.Configuration.Model;
using Lb.Core.State;

namespace Lb.Proxy.Checks;

/// <summary>Makes the check that a backend's settings ask for.</summary>
internal static class ServerChecks
{
    private static readonly ProxyHeaderConfig LineHeader = new(1, ProxyHeaderFields.None);

    public static ServerCheck For(ServerState server, TimeProvider time) =>
        new([.. PartsOf(server, CheckSettings.Of(server))], time);

    private static IEnumerable<CheckPart> PartsOf(ServerState server, CheckSettings settings) => server.Backend.Config.CheckMethod switch
    {
        CheckMethod.Script { Steps.IsEmpty: false } script => ScriptParts(server, settings, script),
        CheckMethod.Mqtt mqtt => [new CheckPart(settings, new MqttDialogue(mqtt))],
        _ => [new CheckPart(settings, new ConnectDialogue())],
    };

    // Each 'tcp-check connect' begins a connection of its own; one is implied where the script does not begin with it.
    private static IEnumerable<CheckPart> ScriptParts(ServerState server, CheckSettings settings, CheckMethod.Script script)
    {
        var start = 0;
        for (var end = 1; end <= script.Steps.Length; end++)
        {
            if (end < script.Steps.Length && script.Steps[end] is not TcpCheckStep.Connect) continue;
            var connect = script.Steps[start] as TcpCheckStep.Connect;
            yield return new CheckPart(SettingsOf(server, settings, connect), new ScriptDialogue(script.Steps[start..end], start));
            start = end;
        }
    }

    private static CheckSettings SettingsOf(ServerState server, CheckSettings settings, TcpCheckStep.Connect? connect)
    {
        if (connect is null) return settings;
        var address = settings.Dial.Server;
        return settings with
        {
            Dial = settings.Dial with { Server = new IPEndPoint(address.Address, connect.Port ?? address.Port) },
            ProxyHeader = connect.SendProxy ? settings.ProxyHeader ?? server.Config.ProxyHeader ?? LineHeader : settings.ProxyHeader,
        };
    }
}
