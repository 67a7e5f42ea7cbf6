namespace Lb.Protocol.Mqtt;

/// <summary>Properties of AUTH. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.15.2.2.</remarks>
public sealed record AuthProperties
{
    /// <summary>No property at all.</summary>
    public static readonly AuthProperties None = new();

    /// <summary>Name of the method; a protocol error to leave it out unless the packet is empty.</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>Data of that method.</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }

    /// <summary>Explanation for people.</summary>
    public string? ReasonString { get; init; }

    /// <summary>User properties in the order sent.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal bool IsEmpty =>
        AuthenticationMethod is null && AuthenticationData is null && ReasonString is null
        && UserProperties.Count == 0;

    internal static AuthProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        AuthenticationMethod = block.Text(PropertyId.AuthenticationMethod),
        AuthenticationData = block.Binary(PropertyId.AuthenticationData),
        ReasonString = block.Text(PropertyId.ReasonString),
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.AuthenticationMethod, AuthenticationMethod);
        PropertyWriter.Write(ref buffer, PropertyId.AuthenticationData, AuthenticationData);
        PropertyWriter.Write(ref buffer, PropertyId.ReasonString, ReasonString);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
