namespace Lb.Protocol.Mqtt;

/// <summary>Properties of DISCONNECT. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.14.2.2.</remarks>
public sealed record DisconnectProperties
{
    /// <summary>No property at all.</summary>
    public static readonly DisconnectProperties None = new();

    /// <summary>From the client only: replaces the value of CONNECT, in seconds.</summary>
    public uint? SessionExpiryInterval { get; init; }

    /// <summary>Explanation for people.</summary>
    public string? ReasonString { get; init; }

    /// <summary>From the server only: another server to use.</summary>
    public string? ServerReference { get; init; }

    /// <summary>User properties in the order sent.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal bool IsEmpty =>
        SessionExpiryInterval is null && ReasonString is null && ServerReference is null
        && UserProperties.Count == 0;

    internal static DisconnectProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        SessionExpiryInterval = block.Number(PropertyId.SessionExpiryInterval),
        ReasonString = block.Text(PropertyId.ReasonString),
        ServerReference = block.Text(PropertyId.ServerReference),
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.SessionExpiryInterval, SessionExpiryInterval);
        PropertyWriter.Write(ref buffer, PropertyId.ReasonString, ReasonString);
        PropertyWriter.Write(ref buffer, PropertyId.ServerReference, ServerReference);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
