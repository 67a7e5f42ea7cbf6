namespace Lb.Protocol.Mqtt;

/// <summary>Properties of CONNACK. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.2.2.3.</remarks>
public sealed record ConnAckProperties
{
    /// <summary>No property at all.</summary>
    public static readonly ConnAckProperties None = new();

    /// <summary>Seconds that the server uses instead of the client's wish.</summary>
    public uint? SessionExpiryInterval { get; init; }

    /// <summary>Unacknowledged QoS 1 and 2 publications that the server takes at a time, 1 to 65 535; absent = 65 535.</summary>
    public ushort? ReceiveMaximum { get; init; }

    /// <summary>Highest QoS that the server takes, 0 or 1; absent = 2.</summary>
    public QualityOfService? MaximumQoS { get; init; }

    /// <summary>Whether retained messages are supported; absent = yes.</summary>
    public bool? RetainAvailable { get; init; }

    /// <summary>Largest packet in bytes that the server takes, at least 1; absent = no limit.</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>The identifier that the server gave to a client that sent an empty one.</summary>
    public string? AssignedClientIdentifier { get; init; }

    /// <summary>Highest topic alias that the server takes; absent = 0, none.</summary>
    public ushort? TopicAliasMaximum { get; init; }

    /// <summary>Explanation for people.</summary>
    public string? ReasonString { get; init; }

    /// <summary>Whether wildcard subscriptions are supported; absent = yes.</summary>
    public bool? WildcardSubscriptionAvailable { get; init; }

    /// <summary>Whether subscription identifiers are supported; absent = yes.</summary>
    public bool? SubscriptionIdentifierAvailable { get; init; }

    /// <summary>Whether shared subscriptions are supported; absent = yes.</summary>
    public bool? SharedSubscriptionAvailable { get; init; }

    /// <summary>Keep-alive seconds that the client must use instead of its own.</summary>
    public ushort? ServerKeepAlive { get; init; }

    /// <summary>Basis for response topics.</summary>
    public string? ResponseInformation { get; init; }

    /// <summary>Another server to use.</summary>
    public string? ServerReference { get; init; }

    /// <summary>Name of the extended authentication method.</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>Data of that method.</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }

    /// <summary>User properties in the order sent.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal static ConnAckProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        SessionExpiryInterval = block.Number(PropertyId.SessionExpiryInterval),
        ReceiveMaximum = (ushort?)block.Number(PropertyId.ReceiveMaximum),
        MaximumQoS = (QualityOfService?)block.Number(PropertyId.MaximumQoS),
        RetainAvailable = block.Flag(PropertyId.RetainAvailable),
        MaximumPacketSize = block.Number(PropertyId.MaximumPacketSize),
        AssignedClientIdentifier = block.Text(PropertyId.AssignedClientIdentifier),
        TopicAliasMaximum = (ushort?)block.Number(PropertyId.TopicAliasMaximum),
        ReasonString = block.Text(PropertyId.ReasonString),
        WildcardSubscriptionAvailable = block.Flag(PropertyId.WildcardSubscriptionAvailable),
        SubscriptionIdentifierAvailable = block.Flag(PropertyId.SubscriptionIdentifierAvailable),
        SharedSubscriptionAvailable = block.Flag(PropertyId.SharedSubscriptionAvailable),
        ServerKeepAlive = (ushort?)block.Number(PropertyId.ServerKeepAlive),
        ResponseInformation = block.Text(PropertyId.ResponseInformation),
        ServerReference = block.Text(PropertyId.ServerReference),
        AuthenticationMethod = block.Text(PropertyId.AuthenticationMethod),
        AuthenticationData = block.Binary(PropertyId.AuthenticationData),
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.SessionExpiryInterval, SessionExpiryInterval);
        PropertyWriter.Write(ref buffer, PropertyId.ReceiveMaximum, ReceiveMaximum);
        PropertyWriter.Write(ref buffer, PropertyId.MaximumQoS, (uint?)MaximumQoS);
        PropertyWriter.Write(ref buffer, PropertyId.RetainAvailable, RetainAvailable);
        PropertyWriter.Write(ref buffer, PropertyId.MaximumPacketSize, MaximumPacketSize);
        PropertyWriter.Write(ref buffer, PropertyId.AssignedClientIdentifier, AssignedClientIdentifier);
        PropertyWriter.Write(ref buffer, PropertyId.TopicAliasMaximum, TopicAliasMaximum);
        PropertyWriter.Write(ref buffer, PropertyId.ReasonString, ReasonString);
        PropertyWriter.Write(ref buffer, PropertyId.WildcardSubscriptionAvailable, WildcardSubscriptionAvailable);
        PropertyWriter.Write(ref buffer, PropertyId.SubscriptionIdentifierAvailable, SubscriptionIdentifierAvailable);
        PropertyWriter.Write(ref buffer, PropertyId.SharedSubscriptionAvailable, SharedSubscriptionAvailable);
        PropertyWriter.Write(ref buffer, PropertyId.ServerKeepAlive, ServerKeepAlive);
        PropertyWriter.Write(ref buffer, PropertyId.ResponseInformation, ResponseInformation);
        PropertyWriter.Write(ref buffer, PropertyId.ServerReference, ServerReference);
        PropertyWriter.Write(ref buffer, PropertyId.AuthenticationMethod, AuthenticationMethod);
        PropertyWriter.Write(ref buffer, PropertyId.AuthenticationData, AuthenticationData);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
