namespace Lb.Protocol.Mqtt;

/// <summary>Writes single properties; a null value writes nothing.</summary>
internal static class PropertyWriter
{
    /// <exception cref="ArgumentOutOfRangeException">The specification does not allow the number.</exception>
    public static void Write(ref PacketBuffer buffer, PropertyId id, uint? value)
    {
        if (value is not { } number) return;
        if (!PropertyTable.IsLegal((int)id, number)) throw new ArgumentOutOfRangeException(nameof(value), number, id.ToString());
        buffer.WriteByte((byte)id);
        switch (PropertyTable.TypeOf((int)id))
        {
            case PropertyType.Byte:
                buffer.WriteByte((byte)number);
                break;
            case PropertyType.TwoByteInteger:
                buffer.WriteUInt16((ushort)number);
                break;
            case PropertyType.FourByteInteger:
                buffer.WriteUInt32(number);
                break;
            default:
                buffer.WriteVariableByteInteger(number);
                break;
        }
    }

    public static void Write(ref PacketBuffer buffer, PropertyId id, bool? value)
    {
        if (value is { } flag) Write(ref buffer, id, flag ? 1u : 0u);
    }

    public static void Write(ref PacketBuffer buffer, PropertyId id, string? value)
    {
        if (value is null) return;
        buffer.WriteByte((byte)id);
        buffer.WriteText(value);
    }

    public static void Write(ref PacketBuffer buffer, PropertyId id, ReadOnlyMemory<byte>? value)
    {
        if (value is not { } data) return;
        buffer.WriteByte((byte)id);
        buffer.WriteBinary(data.Span);
    }

    public static void Write(ref PacketBuffer buffer, IReadOnlyList<uint> subscriptionIdentifiers)
    {
        foreach (uint identifier in subscriptionIdentifiers) Write(ref buffer, PropertyId.SubscriptionIdentifier, identifier);
    }

    public static void Write(ref PacketBuffer buffer, IReadOnlyList<UserProperty> userProperties)
    {
        foreach (UserProperty property in userProperties)
        {
            buffer.WriteByte((byte)PropertyId.UserProperty);
            buffer.WriteText(property.Name);
            buffer.WriteText(property.Value);
        }
    }
}
