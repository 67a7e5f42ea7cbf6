using System.Buffers;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>A CONNECT packet and where everything stands in it. Shares the memory of the input that was parsed, so it is valid only
/// until that input is released. Made by <see cref="ConnectParser"/>.</summary>
/// <param name="Bytes">The whole packet; empty unless parsing was complete.</param>
/// <param name="Layout">Numbers and offsets.</param>
public readonly record struct ConnectPacketView(ReadOnlySequence<byte> Bytes, ConnectLayout Layout)
{
    /// <summary>Bytes of the whole packet, fixed header included.</summary>
    public int TotalLength => Layout.TotalLength;

    /// <summary>The version asked for.</summary>
    public MqttProtocolVersion ProtocolVersion => Layout.ProtocolVersion;

    /// <inheritdoc cref="ConnectLayout.IsBridge"/>
    public bool IsBridge => Layout.IsBridge;

    /// <inheritdoc cref="ConnectLayout.Flags"/>
    public byte Flags => Layout.Flags;

    /// <inheritdoc cref="ConnectLayout.CleanStart"/>
    public bool CleanStart => Layout.CleanStart;

    /// <inheritdoc cref="ConnectLayout.KeepAlive"/>
    public ushort KeepAlive => Layout.KeepAlive;

    /// <inheritdoc cref="ConnectLayout.ProtocolName"/>
    public ReadOnlySequence<byte> ProtocolName => Slice(Layout.ProtocolName);

    /// <inheritdoc cref="ConnectLayout.ClientId"/>
    public ReadOnlySequence<byte> ClientId => Slice(Layout.ClientId);

    /// <summary>Topic of the will; empty without one.</summary>
    public ReadOnlySequence<byte> WillTopic => Slice(Layout.WillTopic);

    /// <summary>Payload of the will; empty without one.</summary>
    public ReadOnlySequence<byte> WillPayload => Slice(Layout.WillPayload);

    /// <summary>The user name; empty when absent, see <see cref="ByteRange.IsPresent"/> of the layout for the difference.</summary>
    public ReadOnlySequence<byte> Username => Slice(Layout.Username);

    /// <summary>The password; empty when absent.</summary>
    public ReadOnlySequence<byte> Password => Slice(Layout.Password);

    /// <summary>The bytes of a field; empty when it is absent.</summary>
    public ReadOnlySequence<byte> Slice(ByteRange range) => range.IsPresent ? Bytes.Slice(range.Offset, range.Length) : default;

    /// <summary>Extracts what HAProxy's <c>mqtt_field_value(connect,FIELD)</c> names.</summary>
    /// <returns>False when the packet has no such field, or when it is an empty text, as in HAProxy. A number property that is
    /// absent from an MQTT 5.0 packet has the value that the specification gives it then, if it gives one. (HAProxy 2.6 says 0 for
    /// each, even where absence means 65 535 or no limit.)</returns>
    public bool TryGetField(ConnectField field, out FieldValue value) => ConnectFieldReader.TryGet(this, field, out value);
}
