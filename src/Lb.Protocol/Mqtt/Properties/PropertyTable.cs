using static Lb.Protocol.Mqtt.PropertySection;

namespace Lb.Protocol.Mqtt;

/// <summary>What MQTT 5.0 section 2.2.2.2 (table 2-4) says about each property: encoding, places, legal numbers.</summary>
internal static class PropertyTable
{
    private const int MaxId = 42;

    private static readonly Row[] Rows = Build();

    /// <summary>The encoding of a property; none for an identifier that does not exist.</summary>
    public static PropertyType TypeOf(int id) => (uint)id <= MaxId ? Rows[id].Type : PropertyType.None;

    /// <summary>Whether the property may stand in this section.</summary>
    public static bool IsAllowed(int id, PropertySection section) => (uint)id <= MaxId && (Rows[id].Sections & section) != 0;

    /// <summary>Whether the property may stand in this section more than once.</summary>
    public static bool MayRepeat(int id, PropertySection section) =>
        id == (int)PropertyId.UserProperty || (id == (int)PropertyId.SubscriptionIdentifier && section == Publish);

    /// <summary>Whether a number is in the property's range; everything else is a protocol error.</summary>
    public static bool IsLegal(int id, uint value) => value >= Rows[id].Least && value <= Rows[id].Most;

    private static Row[] Build()
    {
        var rows = new Row[MaxId + 1];
        void Add(PropertyId id, PropertyType type, PropertySection sections, uint least = 0, uint most = uint.MaxValue) =>
            rows[(int)id] = new(type, sections, least, most);

        Add(PropertyId.PayloadFormatIndicator, PropertyType.Byte, Publish | Will, most: 1);
        Add(PropertyId.MessageExpiryInterval, PropertyType.FourByteInteger, Publish | Will);
        Add(PropertyId.ContentType, PropertyType.Text, Publish | Will);
        Add(PropertyId.ResponseTopic, PropertyType.Text, Publish | Will);
        Add(PropertyId.CorrelationData, PropertyType.Binary, Publish | Will);
        Add(PropertyId.SubscriptionIdentifier, PropertyType.VariableByteInteger, Publish | Subscribe, least: 1);
        Add(PropertyId.SessionExpiryInterval, PropertyType.FourByteInteger, PropertySection.Connect | ConnAck | Disconnect);
        Add(PropertyId.AssignedClientIdentifier, PropertyType.Text, ConnAck);
        Add(PropertyId.ServerKeepAlive, PropertyType.TwoByteInteger, ConnAck);
        Add(PropertyId.AuthenticationMethod, PropertyType.Text, PropertySection.Connect | ConnAck | Auth);
        Add(PropertyId.AuthenticationData, PropertyType.Binary, PropertySection.Connect | ConnAck | Auth);
        Add(PropertyId.RequestProblemInformation, PropertyType.Byte, PropertySection.Connect, most: 1);
        Add(PropertyId.WillDelayInterval, PropertyType.FourByteInteger, Will);
        Add(PropertyId.RequestResponseInformation, PropertyType.Byte, PropertySection.Connect, most: 1);
        Add(PropertyId.ResponseInformation, PropertyType.Text, ConnAck);
        Add(PropertyId.ServerReference, PropertyType.Text, ConnAck | Disconnect);
        Add(PropertyId.ReasonString, PropertyType.Text, ConnAck | PublishAnswer | SubAck | UnsubAck | Disconnect | Auth);
        Add(PropertyId.ReceiveMaximum, PropertyType.TwoByteInteger, PropertySection.Connect | ConnAck, least: 1);
        Add(PropertyId.TopicAliasMaximum, PropertyType.TwoByteInteger, PropertySection.Connect | ConnAck);
        Add(PropertyId.TopicAlias, PropertyType.TwoByteInteger, Publish, least: 1);
        Add(PropertyId.MaximumQoS, PropertyType.Byte, ConnAck, most: 1);
        Add(PropertyId.RetainAvailable, PropertyType.Byte, ConnAck, most: 1);
        Add(PropertyId.UserProperty, PropertyType.TextPair, All);
        Add(PropertyId.MaximumPacketSize, PropertyType.FourByteInteger, PropertySection.Connect | ConnAck, least: 1);
        Add(PropertyId.WildcardSubscriptionAvailable, PropertyType.Byte, ConnAck, most: 1);
        Add(PropertyId.SubscriptionIdentifierAvailable, PropertyType.Byte, ConnAck, most: 1);
        Add(PropertyId.SharedSubscriptionAvailable, PropertyType.Byte, ConnAck, most: 1);
        return rows;
    }

    private readonly record struct Row(PropertyType Type, PropertySection Sections, uint Least, uint Most);
}
