using System.Buffers.Binary;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>One property in a CONNECT: its identifier, its number or the place of its bytes.</summary>
internal readonly record struct ConnectProperty(PropertyId Id, PropertyType Type, uint Number, int ValueOffset, int ValueLength)
{
    /// <summary>Checks a list of properties against MQTT 5.0 section 2.2.2.2.</summary>
    public static ConnectError Validate(ReadOnlySpan<byte> content, PropertySection section)
    {
        ulong seen = 0;
        for (int at = 0; at < content.Length;)
        {
            if (!TryReadNext(content, ref at, out ConnectProperty property)) return ConnectError.PropertyMalformed;
            int id = (int)property.Id;
            if (!PropertyTable.IsAllowed(id, section)) return ConnectError.PropertyMalformed;
            if ((seen & (1UL << id)) != 0 && !PropertyTable.MayRepeat(id, section)) return ConnectError.PropertyDuplicate;
            seen |= 1UL << id;
            ConnectError error = property.CheckValue(content);
            if (error != ConnectError.None) return error;
        }
        bool dataAlone = (seen & (1UL << (int)PropertyId.AuthenticationData)) != 0
            && (seen & (1UL << (int)PropertyId.AuthenticationMethod)) == 0;
        return dataAlone ? ConnectError.AuthenticationDataWithoutMethod : ConnectError.None;
    }

    /// <summary>Reads the property at an offset and moves the offset behind it.</summary>
    /// <returns>False when it does not exist or is cut short.</returns>
    public static bool TryReadNext(ReadOnlySpan<byte> content, ref int at, out ConnectProperty property)
    {
        property = default;
        // An identifier is a variable byte integer, but all that exist fit in one byte.
        int id = content[at++];
        ReadOnlySpan<byte> rest = content[at..];
        PropertyType type = PropertyTable.TypeOf(id);
        int length = EncodedLength(type, rest);
        if (length < 0 || length > rest.Length) return false;
        int prefix = type is PropertyType.Text or PropertyType.Binary ? 2 : 0;
        property = new((PropertyId)id, type, ReadNumber(type, rest), at + prefix, length - prefix);
        at += length;
        return true;
    }

    /// <summary>Bytes of the value, its length prefixes included; -1 when it cannot be told or the type does not exist here.</summary>
    private static int EncodedLength(PropertyType type, ReadOnlySpan<byte> rest) => type switch
    {
        PropertyType.Byte => 1,
        PropertyType.TwoByteInteger => 2,
        PropertyType.FourByteInteger => 4,
        PropertyType.Text or PropertyType.Binary => PrefixedLength(rest),
        PropertyType.TextPair => PairLength(rest),
        _ => -1,
    };

    private static int PrefixedLength(ReadOnlySpan<byte> rest) =>
        rest.Length < 2 ? -1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(rest);

    private static int PairLength(ReadOnlySpan<byte> rest)
    {
        int name = PrefixedLength(rest);
        if (name < 0 || name > rest.Length) return -1;
        int value = PrefixedLength(rest[name..]);
        return value < 0 ? -1 : name + value;
    }

    private static uint ReadNumber(PropertyType type, ReadOnlySpan<byte> rest) => type switch
    {
        PropertyType.Byte => rest[0],
        PropertyType.TwoByteInteger => BinaryPrimitives.ReadUInt16BigEndian(rest),
        PropertyType.FourByteInteger => BinaryPrimitives.ReadUInt32BigEndian(rest),
        _ => 0,
    };

    private ConnectError CheckValue(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> value = content.Slice(ValueOffset, ValueLength);
        switch (Type)
        {
            case PropertyType.Text when !Utf8Text.IsValid(value):
            case PropertyType.TextPair when !IsPairValid(value):
                return ConnectError.Text;
            case PropertyType.Text when Id == PropertyId.ResponseTopic && !TopicName.IsValid(value): // [MQTT-3.3.2-14]
            case PropertyType.Byte or PropertyType.TwoByteInteger or PropertyType.FourByteInteger
                when !PropertyTable.IsLegal((int)Id, Number):
                return ConnectError.PropertyValue;
            default:
                return ConnectError.None;
        }
    }

    private static bool IsPairValid(ReadOnlySpan<byte> pair)
    {
        int name = PrefixedLength(pair);
        return Utf8Text.IsValid(pair[2..name]) && Utf8Text.IsValid(pair[(name + 2)..]);
    }
}
