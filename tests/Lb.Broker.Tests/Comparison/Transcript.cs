using System.Net;
using System.Net.Sockets;
using System.Text;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Comparison;

/// <summary>What the clients of one scenario see of a broker, packet by packet, in words that two brokers can be compared by.</summary>
internal sealed class Transcript(int port) : IAsyncDisposable
{
    private readonly List<PacketLine> _open = [];
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Connects and notes the answer.</summary>
    public async Task<PacketLine> ConnectAsync(ConnectPacket connect)
    {
        var line = await OpenAsync(connect.ProtocolVersion);
        await line.SendAsync(connect);
        Note(connect.ClientId, await line.ReceiveAsync());
        return line;
    }

    /// <summary>Connects with MQTT 5.0 and a new session.</summary>
    public Task<PacketLine> ConnectAsync(string clientId, uint? expiry = null, WillMessage? will = null) => ConnectAsync(new ConnectPacket
    {
        ProtocolVersion = MqttProtocolVersion.V5,
        ClientId = clientId,
        CleanStart = true,
        Will = will,
        Properties = new ConnectProperties { SessionExpiryInterval = expiry },
    });

    public async Task<PacketLine> OpenAsync(MqttProtocolVersion version)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var line = new PacketLine(new NetworkStream(socket, ownsSocket: true), version);
        _open.Add(line);
        return line;
    }

    /// <summary>Notes everything that has come for a client until now, and gives the messages among it.</summary>
    public async Task<IReadOnlyList<PublishPacket>> NoteAllAsync(string name, PacketLine line)
    {
        var messages = new List<PublishPacket>();
        await line.SendAsync(PingReqPacket.Instance);
        for (var packet = await line.ReceiveAsync(); packet is not PingRespPacket; packet = await line.ReceiveAsync())
        {
            Note(name, packet);
            if (packet is PublishPacket publish) messages.Add(publish);
        }
        return messages;
    }

    /// <summary>Notes the packets that come up to a PUBLISH, and gives that.</summary>
    public async Task<PublishPacket> NoteToPublishAsync(string name, PacketLine line)
    {
        while (true)
        {
            var packet = await line.ReceiveAsync();
            Note(name, packet);
            Assert.NotNull(packet);
            if (packet is PublishPacket publish) return publish;
        }
    }

    /// <summary>Notes what comes until the answer to a PINGREQ that was sent, or until the broker closes.</summary>
    public async Task NoteToPongAsync(string name, PacketLine line)
    {
        MqttPacket? packet;
        do Note(name, packet = await line.ReceiveAsync());
        while (packet is not (null or PingRespPacket));
    }

    /// <summary>Notes what comes until the broker closes.</summary>
    public async Task NoteEndAsync(string name, PacketLine line)
    {
        MqttPacket? packet;
        do Note(name, packet = await line.ReceiveAsync());
        while (packet is not null);
    }

    public async Task NoteAnswerAsync(string name, PacketLine line, MqttPacket packet) => Note(name, await line.AskAsync(packet));

    public async ValueTask DisposeAsync()
    {
        foreach (var line in _open) await line.DisposeAsync();
    }

    private void Note(string name, MqttPacket? packet) => _lines.Add($"{name}: {Words(packet)}");

    private static string Words(MqttPacket? packet) => packet switch
    {
        null => "closed",
        ConnAckPacket connAck => $"CONNACK {connAck.ReasonCode}{(connAck.SessionPresent ? ", session present" : "")}",
        PublishPacket publish => Words(publish),
        PublishAnswerPacket answer => $"{answer.Type} {answer.ReasonCode}",
        SubAckPacket subAck => $"SUBACK {string.Join(' ', subAck.ReasonCodes.Select(code => (int)code))}",
        UnsubAckPacket unsubAck => $"UNSUBACK {string.Join(' ', unsubAck.ReasonCodes)}",
        DisconnectPacket disconnect => $"DISCONNECT {disconnect.ReasonCode}",
        _ => $"{packet.Type}",
    };

    private static string Words(PublishPacket publish)
    {
        var words = new StringBuilder($"PUBLISH '{publish.Topic}' '{Encoding.UTF8.GetString(publish.Payload.Span)}' QoS {(int)publish.QoS}");
        if (publish.Retain) words.Append(", retained");
        if (publish.Duplicate) words.Append(", duplicate");
        words.AppendJoin("", Words(publish.Properties));
        return words.ToString();
    }

    // To tens: the brokers' clocks go on during a scenario, and a second may begin in it.
    private static ulong RoundedUp(uint seconds) => (seconds + 9ul) / 10 * 10;

    private static IEnumerable<string> Words(PublishProperties properties)
    {
        if (properties.TopicAlias is { } alias) yield return $", alias {alias}";
        if (properties.SubscriptionIdentifiers is { Count: > 0 } ids) yield return $", subscriptions {string.Join(' ', ids.Order())}";
        if (properties.MessageExpiryInterval is { } seconds) yield return $", expires in {RoundedUp(seconds)}";
        if (properties.PayloadFormatIndicator is { } format) yield return $", format {format}";
        if (properties.ContentType is { } type) yield return $", content {type}";
        if (properties.ResponseTopic is { } topic) yield return $", answers to {topic}";
        if (properties.CorrelationData is { } data) yield return $", correlation {Convert.ToHexString(data.Span)}";
        foreach (var user in properties.UserProperties) yield return $", {user.Name}={user.Value}";
    }
}
