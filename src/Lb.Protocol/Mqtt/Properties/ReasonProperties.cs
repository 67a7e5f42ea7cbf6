namespace Lb.Protocol.Mqtt;

/// <summary>Properties of PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK and UNSUBACK. Null or empty means that the property is absent.</summary>
/// <remarks>MQTT 5.0 section 3.4.2.2.</remarks>
public sealed record ReasonProperties
{
    /// <summary>No property at all.</summary>
    public static readonly ReasonProperties None = new();

    /// <summary>Explanation for people.</summary>
    public string? ReasonString { get; init; }

    /// <summary>User properties in the order sent.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    internal bool IsEmpty => ReasonString is null && UserProperties.Count == 0;

    internal static ReasonProperties From(PropertyBlock block) => block.IsEmpty ? None : new()
    {
        ReasonString = block.Text(PropertyId.ReasonString),
        UserProperties = block.UserProperties,
    };

    internal void WriteTo(ref PacketBuffer buffer)
    {
        int start = buffer.BeginBlock();
        PropertyWriter.Write(ref buffer, PropertyId.ReasonString, ReasonString);
        PropertyWriter.Write(ref buffer, UserProperties);
        buffer.EndBlock(start);
    }
}
