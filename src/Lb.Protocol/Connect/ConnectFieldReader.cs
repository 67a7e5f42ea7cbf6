using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>Takes single fields out of a parsed CONNECT.</summary>
internal static class ConnectFieldReader
{
    private const int StackLimit = 512;

    public static bool TryGet(in ConnectPacketView packet, ConnectField field, out FieldValue value)
    {
        switch (field)
        {
            case ConnectField.Flags: return Number(packet.Flags, out value);
            case ConnectField.ProtocolVersion: return Number((uint)packet.ProtocolVersion, out value);
            case ConnectField.KeepAlive: return Number(packet.KeepAlive, out value);
            case ConnectField.ProtocolName: return Text(packet.ProtocolName, out value);
            case ConnectField.ClientIdentifier: return Text(packet.ClientId, out value);
            case ConnectField.WillTopic: return Text(packet.WillTopic, out value);
            case ConnectField.WillPayload: return Text(packet.WillPayload, out value);
            case ConnectField.Username: return Text(packet.Username, out value);
            case ConnectField.Password: return Text(packet.Password, out value);
            default: return Property(packet, (PropertyId)field, out value);
        }
    }

    private static bool Number(uint number, out FieldValue value)
    {
        value = FieldValue.Of(number);
        return true;
    }

    private static bool Text(in ReadOnlySequence<byte> bytes, out FieldValue value)
    {
        value = FieldValue.Of(bytes);
        return !bytes.IsEmpty;
    }

    private static bool Property(in ConnectPacketView packet, PropertyId id, out FieldValue value)
    {
        bool ofWill = PropertyTable.IsAllowed((int)id, PropertySection.Will);
        ByteRange section = ofWill ? packet.Layout.WillProperties : packet.Layout.Properties;
        value = default;
        if (!section.IsPresent) return false;
        ReadOnlySequence<byte> content = packet.Slice(section);
        if (!TryFind(content, id, out ConnectProperty property))
            return Default(id) is { } number && Number(number, out value);
        if (property.Type is not (PropertyType.Text or PropertyType.Binary)) return Number(property.Number, out value);
        return Text(content.Slice(property.ValueOffset, property.ValueLength), out value);
    }

    private static bool TryFind(in ReadOnlySequence<byte> content, PropertyId id, out ConnectProperty property)
    {
        if (content.IsSingleSegment) return TryFind(content.FirstSpan, id, out property);
        int length = (int)content.Length;
        byte[]? rented = length > StackLimit ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> bytes = rented is null ? stackalloc byte[StackLimit] : rented;
        content.CopyTo(bytes);
        bool found = TryFind(bytes[..length], id, out property);
        // Authentication data may be among the properties: it must not stay in the pool.
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return found;
    }

    private static bool TryFind(ReadOnlySpan<byte> content, PropertyId id, out ConnectProperty property)
    {
        property = default;
        for (int at = 0; at < content.Length;)
        {
            if (!ConnectProperty.TryReadNext(content, ref at, out property)) return false;
            if (property.Id == id) return true;
        }
        return false;
    }

    /// <summary>What MQTT 5.0 sections 3.1.2.11 and 3.1.3.2 say that absence means.</summary>
    private static uint? Default(PropertyId id) => id switch
    {
        PropertyId.SessionExpiryInterval or PropertyId.TopicAliasMaximum or PropertyId.RequestResponseInformation => 0,
        PropertyId.WillDelayInterval or PropertyId.PayloadFormatIndicator => 0,
        PropertyId.RequestProblemInformation => 1,
        PropertyId.ReceiveMaximum => ushort.MaxValue,
        _ => null,
    };
}
