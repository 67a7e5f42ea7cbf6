namespace Lb.Protocol.Mqtt;

/// <summary>Properties of CONNECT. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.1.2.11.</remarks>
public sealed record ConnectProperties
{
    /// <summary>No property at all.</summary>
    public static readonly ConnectProperties None = new();

    /// <summary>Seconds that the session outlives the connection; absent = 0, 4 294 967 295 = for ever.</summary>
    public uint? SessionExpiryInterval { get; init; }

    /// <summary>Unacknowledged QoS 1 and 2 publications that the client takes at a time, 1 to 65 535; absent = 65 535.</summary>
    public ushort? ReceiveMaximum { get; init; }

    /// <summary>Largest packet in bytes that the client takes, at least 1; absent = no limit.</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>Highest topic alias that the client takes; absent = 0, none.</summary>
    public ushort? TopicAliasMaximum { get; init; }

    /// <summary>Asks for response information in CONNACK; absent = no.</summary>
    public bool? RequestResponseInformation { get; init; }

    /// <summary>Allows reason strings and user properties in any packet; absent = yes.</summary>
    public bool? RequestProblemInformation { get; init; }

    /// <summary>Name of the extended authentication method.</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>Data of that method; only together with a method.</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }

    /// <summary>User properties in the order sent.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal static ConnectProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        SessionExpiryInterval = block.Number(PropertyId.SessionExpiryInterval),
        ReceiveMaximum = (ushort?)block.Number(PropertyId.ReceiveMaximum),
        MaximumPacketSize = block.Number(PropertyId.MaximumPacketSize),
        TopicAliasMaximum = (ushort?)block.Number(PropertyId.TopicAliasMaximum),
        RequestResponseInformation = block.Flag(PropertyId.RequestResponseInformation),
        RequestProblemInformation = block.Flag(PropertyId.RequestProblemInformation),
        AuthenticationMethod = block.Text(PropertyId.AuthenticationMethod),
        AuthenticationData = block.Binary(PropertyId.AuthenticationData),
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.SessionExpiryInterval, SessionExpiryInterval);
        PropertyWriter.Write(ref buffer, PropertyId.ReceiveMaximum, ReceiveMaximum);
        PropertyWriter.Write(ref buffer, PropertyId.MaximumPacketSize, MaximumPacketSize);
        PropertyWriter.Write(ref buffer, PropertyId.TopicAliasMaximum, TopicAliasMaximum);
        PropertyWriter.Write(ref buffer, PropertyId.RequestResponseInformation, RequestResponseInformation);
        PropertyWriter.Write(ref buffer, PropertyId.RequestProblemInformation, RequestProblemInformation);
        PropertyWriter.Write(ref buffer, PropertyId.AuthenticationMethod, AuthenticationMethod);
        PropertyWriter.Write(ref buffer, PropertyId.AuthenticationData, AuthenticationData);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
