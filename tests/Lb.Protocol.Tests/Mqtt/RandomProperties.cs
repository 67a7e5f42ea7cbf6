using System.Text;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests.Mqtt;

/// <summary>Draws properties; none at all for versions that have none.</summary>
internal sealed class RandomProperties(Random random, MqttProtocolVersion version)
{
    private static readonly string[] Pieces = ["a", "Z", "/", "$", " ", "é", "漢", "😀", "\u0001", "\uFFFD", "sensor", "+", "#"];

    private bool Modern => version == MqttProtocolVersion.V5;

    public ConnectProperties Connect() => !Modern ? ConnectProperties.None : new()
    {
        SessionExpiryInterval = Number(0),
        ReceiveMaximum = Short(1),
        MaximumPacketSize = Number(1),
        TopicAliasMaximum = Short(0),
        RequestResponseInformation = Flag(),
        RequestProblemInformation = Flag(),
        AuthenticationMethod = "method",
        AuthenticationData = MaybeBytes(),
        UserProperties = User(),
    };

    public WillProperties Will() => !Modern ? WillProperties.None : new()
    {
        WillDelayInterval = Number(0),
        PayloadFormatIndicator = Maybe() ? (PayloadFormat)random.Next(2) : null,
        MessageExpiryInterval = Number(0),
        ContentType = MaybeText(),
        ResponseTopic = Maybe() ? "r/é" : null,
        CorrelationData = MaybeBytes(),
        UserProperties = User(),
    };

    public ConnAckProperties ConnAck() => !Modern ? ConnAckProperties.None : new()
    {
        SessionExpiryInterval = Number(0),
        ReceiveMaximum = Short(1),
        MaximumQoS = Maybe() ? (QualityOfService)random.Next(2) : null,
        RetainAvailable = Flag(),
        MaximumPacketSize = Number(1),
        AssignedClientIdentifier = MaybeText(),
        TopicAliasMaximum = Short(0),
        ReasonString = MaybeText(),
        WildcardSubscriptionAvailable = Flag(),
        SubscriptionIdentifierAvailable = Flag(),
        SharedSubscriptionAvailable = Flag(),
        ServerKeepAlive = Short(0),
        ResponseInformation = MaybeText(),
        ServerReference = MaybeText(),
        AuthenticationMethod = "method",
        AuthenticationData = MaybeBytes(),
        UserProperties = User(),
    };

    public PublishProperties Publish() => !Modern ? PublishProperties.None : new()
    {
        PayloadFormatIndicator = Maybe() ? (PayloadFormat)random.Next(2) : null,
        MessageExpiryInterval = Number(0),
        TopicAlias = Short(1),
        ResponseTopic = Maybe() ? "r/é" : null,
        CorrelationData = MaybeBytes(),
        ContentType = MaybeText(),
        SubscriptionIdentifiers = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (uint)random.Next(1, VariableByteInteger.MaxValue))],
        UserProperties = User(),
    };

    public ReasonProperties Reason() => !Modern || Maybe() ? ReasonProperties.None : new() { ReasonString = MaybeText(), UserProperties = User() };

    public SubscribeProperties Subscribe() => !Modern ? SubscribeProperties.None : new()
    {
        SubscriptionIdentifier = Maybe() ? (uint)random.Next(1, VariableByteInteger.MaxValue) : null,
        UserProperties = User(),
    };

    public DisconnectProperties Disconnect() => !Modern || Maybe() ? DisconnectProperties.None : new()
    {
        SessionExpiryInterval = Number(0),
        ReasonString = MaybeText(),
        ServerReference = MaybeText(),
        UserProperties = User(),
    };

    public AuthProperties Auth() => new()
    {
        AuthenticationMethod = "method",
        AuthenticationData = MaybeBytes(),
        ReasonString = MaybeText(),
        UserProperties = User(),
    };

    public IReadOnlyList<UserProperty> User() => !Modern || Maybe()
        ? []
        : [.. Enumerable.Range(0, random.Next(6)).Select(_ => new UserProperty(Text(), Text()))];

    public string Text()
    {
        var text = new StringBuilder();
        for (int i = random.Next(12); i > 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    public ReadOnlyMemory<byte> Bytes(int most)
    {
        byte[] bytes = new byte[random.Next(most + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    private bool Maybe() => random.Next(2) == 0;

    private uint? Number(uint least) => Maybe() ? (uint)random.NextInt64(least, uint.MaxValue + 1L) : null;

    private ushort? Short(int least) => Maybe() ? (ushort)random.Next(least, 65536) : null;

    private bool? Flag() => Maybe() ? Maybe() : null;

    private string? MaybeText() => Maybe() ? Text() : null;

    private ReadOnlyMemory<byte>? MaybeBytes() => Maybe() ? Bytes(40) : default(ReadOnlyMemory<byte>?);
}
