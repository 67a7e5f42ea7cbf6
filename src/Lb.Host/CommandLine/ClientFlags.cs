using System.CommandLine;
using System.Text;
using Lb.Protocol.Mqtt;

namespace Lb.Host.CommandLine;

/// <summary>Flags that <c>mqlb pub</c> and <c>mqlb sub</c> share; named as mosquitto's clients name them.</summary>
internal sealed class ClientFlags
{
    private readonly Option<string> _name = new("-h", "--name") { Description = "Name or address of the balancer or broker.", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int?> _port = new("-p") { Description = "Port; 1883, or 8883 with TLS." };
    private readonly Option<string?> _authority = new("--cafile") { Description = "Use TLS, and trust the certificates in this PEM file.", HelpName = "FILE" };
    private readonly Option<string?> _certificate = new("--cert") { Description = "Client certificate, PEM.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "Key of the client certificate, PEM.", HelpName = "FILE" };
    private readonly Option<string?> _id = new("-i") { Description = "Client identifier." };
    private readonly Option<string?> _user = new("-u") { Description = "User name." };
    private readonly Option<string?> _password = new("-P") { Description = "Password." };
    private readonly Option<int> _qos = new("-q") { Description = "QoS, 0 to 2." };
    private readonly Option<string> _version = new("-V") { Description = "Protocol version: 3.1, 3.1.1 or 5.", DefaultValueFactory = _ => "5" };

    public ClientFlags()
    {
        _qos.AcceptOnlyFromAmong("0", "1", "2");
        _version.AcceptOnlyFromAmong("3.1", "3.1.1", "5");
    }

    public void AddTo(Command command)
    {
        Option[] all = [_name, _port, _authority, _certificate, _key, _id, _user, _password, _qos, _version];
        foreach (var option in all) command.Options.Add(option);
    }

    public ClientOptions Read(ParseResult parsed) => new()
    {
        Name = parsed.GetValue(_name)!,
        Port = parsed.GetValue(_port) ?? (parsed.GetValue(_authority) is null ? 1883 : 8883),
        AuthorityFile = parsed.GetValue(_authority),
        CertificateFile = parsed.GetValue(_certificate),
        KeyFile = parsed.GetValue(_key),
        QualityOfService = (QualityOfService)parsed.GetValue(_qos),
        Connect = new ConnectPacket
        {
            ProtocolVersion = VersionOf(parsed.GetValue(_version)!),
            CleanStart = true,
            KeepAlive = 60,
            ClientId = parsed.GetValue(_id) ?? $"mqlb-{Environment.ProcessId}",
            Username = parsed.GetValue(_user),
            Password = parsed.GetValue(_password) is { } password ? Encoding.UTF8.GetBytes(password) : default(ReadOnlyMemory<byte>?),
        },
    };

    private static MqttProtocolVersion VersionOf(string text) => text switch
    {
        "3.1" => MqttProtocolVersion.V31,
        "3.1.1" => MqttProtocolVersion.V311,
        _ => MqttProtocolVersion.V5,
    };
}
