using System.Buffers.Binary;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>Walks through the part of a complete CONNECT that follows the prefix. The first error sticks.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.1.3.</remarks>
internal ref struct ConnectBody(ReadOnlySpan<byte> packet, in ConnectPrefix prefix)
{
    private readonly ReadOnlySpan<byte> _packet = packet;
    private readonly ConnectPrefix _prefix = prefix;
    private int _at = prefix.End;
    private ConnectError _error;

    public ConnectError Read(out ConnectLayout layout)
    {
        bool modern = _prefix.Version == MqttProtocolVersion.V5;
        if (modern) CheckProperties(_prefix.Properties, PropertySection.Connect);
        ByteRange clientId = ReadText();
        CheckClientId(clientId);
        bool will = Has(ConnectFlags.Will);
        ByteRange willProperties = will && modern ? ReadWillProperties() : default;
        ByteRange willTopic = will ? ReadWillTopic() : default;
        ByteRange willPayload = will ? ReadBinary() : default;
        ByteRange username = Has(ConnectFlags.Username) && !LeftOut() ? ReadText() : default;
        ByteRange password = Has(ConnectFlags.Password) && !LeftOut() ? ReadBinary() : default;
        if (_at != _packet.Length) Fail(ConnectError.TrailingBytes);
        layout = new()
        {
            TotalLength = _packet.Length,
            ProtocolVersion = _prefix.Version,
            Level = _prefix.Level,
            Flags = _prefix.Flags,
            KeepAlive = _prefix.KeepAlive,
            ProtocolName = _prefix.ProtocolName,
            Properties = _prefix.Properties,
            ClientId = clientId,
            WillProperties = willProperties,
            WillTopic = willTopic,
            WillPayload = willPayload,
            Username = username,
            Password = password,
        };
        return _error;
    }

    private readonly bool Has(byte flag) => (_prefix.Flags & flag) != 0;

    /// <summary>MQTT 3.1 only: the end of the packet outranks the user name and password flags (section 3.1 there).</summary>
    private readonly bool LeftOut() => _prefix.Version == MqttProtocolVersion.V31 && _at == _packet.Length;

    private void Fail(ConnectError error)
    {
        if (_error == ConnectError.None) _error = error;
        _at = _packet.Length;
    }

    private void CheckClientId(ByteRange clientId)
    {
        if (_error != ConnectError.None || clientId.Length > 0) return;
        bool allowed = _prefix.Version switch
        {
            MqttProtocolVersion.V31 => false, // 1 to 23 characters; longer ones are accepted by every broker
            MqttProtocolVersion.V311 => Has(ConnectFlags.CleanStart), // [MQTT-3.1.3-8]
            _ => true,
        };
        if (!allowed) Fail(ConnectError.ClientIdentifier);
    }

    private ByteRange ReadWillTopic()
    {
        ByteRange topic = ReadText();
        if (_error == ConnectError.None && !TopicName.IsValid(topic.In(_packet))) Fail(ConnectError.WillTopic);
        return topic;
    }

    private ByteRange ReadWillProperties()
    {
        if (VariableByteInteger.TryRead(_packet[_at..], out int length, out int prefixLength) != ParseStatus.Complete
            || length > _packet.Length - _at - prefixLength)
        {
            Fail(ConnectError.Truncated);
            return default;
        }
        var range = new ByteRange(_at + prefixLength, length);
        CheckProperties(range, PropertySection.Will);
        return range;
    }

    private void CheckProperties(ByteRange range, PropertySection section)
    {
        ConnectError error = ConnectProperty.Validate(range.In(_packet), section);
        _at = range.Offset + range.Length;
        if (error != ConnectError.None) Fail(error);
    }

    private ByteRange ReadText()
    {
        ByteRange range = ReadBinary();
        if (!Utf8Text.IsValid(range.In(_packet))) Fail(ConnectError.Text);
        return range;
    }

    private ByteRange ReadBinary()
    {
        ReadOnlySpan<byte> rest = _packet[_at..];
        if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest) > rest.Length - 2)
        {
            Fail(ConnectError.Truncated);
            return default;
        }
        var range = new ByteRange(_at + 2, BinaryPrimitives.ReadUInt16BigEndian(rest));
        _at = range.Offset + range.Length;
        return range;
    }
}
