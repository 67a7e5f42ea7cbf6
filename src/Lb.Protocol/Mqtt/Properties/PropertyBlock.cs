namespace Lb.Protocol.Mqtt;

/// <summary>The properties of one packet as they were read, before they become a typed record.</summary>
internal sealed class PropertyBlock
{
    public static readonly PropertyBlock Empty = new();

    private readonly List<(PropertyId Id, uint Value)> _numbers = [];
    private readonly List<(PropertyId Id, string Value)> _texts = [];
    private readonly List<(PropertyId Id, ReadOnlyMemory<byte> Value)> _binaries = [];
    private readonly List<UserProperty> _userProperties = [];
    private readonly List<uint> _subscriptionIdentifiers = [];
    private ulong _seen;

    private PropertyBlock()
    {
    }

    public bool IsEmpty => _seen == 0;

    public IReadOnlyList<UserProperty> UserProperties => _userProperties;

    public IReadOnlyList<uint> SubscriptionIdentifiers => _subscriptionIdentifiers;

    public uint? Number(PropertyId id)
    {
        foreach ((PropertyId found, uint value) in _numbers)
            if (found == id) return value;
        return null;
    }

    public bool? Flag(PropertyId id) => Number(id) is { } value ? value != 0 : null;

    public string? Text(PropertyId id)
    {
        foreach ((PropertyId found, string value) in _texts)
            if (found == id) return value;
        return null;
    }

    public ReadOnlyMemory<byte>? Binary(PropertyId id)
    {
        foreach ((PropertyId found, ReadOnlyMemory<byte> value) in _binaries)
            if (found == id) return value;
        return null;
    }

    /// <summary>Reads the length and the properties after it; in MQTT 3, which has none, nothing. Fails the cursor when a
    /// property is unknown, misplaced, repeated or out of range (MQTT 5.0 section 2.2.2.2).</summary>
    public static PropertyBlock Read(ref PacketCursor cursor, PropertySection section)
    {
        if (cursor.Version != MqttProtocolVersion.V5) return Empty;
        ReadOnlySpan<byte> content = cursor.Take((int)cursor.ReadVariableByteInteger());
        if (content.IsEmpty) return Empty;
        PropertyBlock block = ReadContent(content, section, out MalformedPacket? error);
        if (error is not null) cursor.Fail(error);
        return block;
    }

    /// <summary>Reads properties without their length.</summary>
    public static PropertyBlock ReadContent(ReadOnlySpan<byte> content, PropertySection section, out MalformedPacket? error)
    {
        var cursor = new PacketCursor(content, MqttProtocolVersion.V5);
        var block = new PropertyBlock();
        while (!cursor.AtEnd) block.ReadOne(ref cursor, section);
        if (block.Lacks(PropertyId.AuthenticationMethod) && !block.Lacks(PropertyId.AuthenticationData))
            cursor.Fail(Malformations.AuthDataWithoutMethod);
        error = cursor.Error;
        return block;
    }

    private bool Lacks(PropertyId id) => (_seen & (1UL << (int)id)) == 0;

    private void ReadOne(ref PacketCursor cursor, PropertySection section)
    {
        // An identifier is a variable byte integer, but all that exist are below 128.
        uint number = cursor.ReadVariableByteInteger();
        int id = (int)number;
        if (cursor.Error is not null) return;
        if (!PropertyTable.IsAllowed(id, section))
        {
            cursor.Fail(Malformations.PropertyUnknown);
            return;
        }
        bool repeated = !Lacks((PropertyId)id);
        _seen |= 1UL << id;
        ReadValue(ref cursor, (PropertyId)id);
        cursor.FailIf(repeated && !PropertyTable.MayRepeat(id, section), Malformations.PropertyDuplicate);
    }

    private void ReadValue(ref PacketCursor cursor, PropertyId id)
    {
        switch (PropertyTable.TypeOf((int)id))
        {
            case PropertyType.Text:
                ReadText(ref cursor, id);
                break;
            case PropertyType.TextPair:
                _userProperties.Add(new UserProperty(cursor.ReadText(), cursor.ReadText()));
                break;
            case PropertyType.Binary:
                _binaries.Add((id, cursor.ReadBinary()));
                break;
            default:
                ReadNumber(ref cursor, id);
                break;
        }
    }

    private void ReadText(ref PacketCursor cursor, PropertyId id)
    {
        string text = cursor.ReadText();
        if (id == PropertyId.ResponseTopic && cursor.Error is null)
            cursor.FailIf(!TopicName.IsValid(text), Malformations.ResponseTopic);
        _texts.Add((id, text));
    }

    private void ReadNumber(ref PacketCursor cursor, PropertyId id)
    {
        uint value = PropertyTable.TypeOf((int)id) switch
        {
            PropertyType.Byte => cursor.ReadByte(),
            PropertyType.TwoByteInteger => cursor.ReadUInt16(),
            PropertyType.FourByteInteger => cursor.ReadUInt32(),
            _ => cursor.ReadVariableByteInteger(),
        };
        cursor.FailIf(
            !PropertyTable.IsLegal((int)id, value),
            id == PropertyId.TopicAlias ? Malformations.TopicAliasZero : Malformations.PropertyValue);
        if (id == PropertyId.SubscriptionIdentifier) _subscriptionIdentifiers.Add(value);
        else _numbers.Add((id, value));
    }
}
