namespace Lb.Protocol.Tests.Mqtt.Properties;

/// <summary>Packets of MQTT 5.0 that are correct by themselves, with any bytes as the properties of one place.</summary>
internal static class PropertyPackets
{
    private const byte MethodId = 21;
    private const byte DataId = 22;

    private static readonly byte[] Method = [MethodId, .. "\0\u0001m"u8];

    /// <summary>A packet with one property, once or more; beside it only the authentication method, where the property or the place needs one.</summary>
    public static byte[] With(PropertyPlace place, byte id, params byte[][] properties)
    {
        bool needsMethod = id != MethodId && (place == PropertyPlace.Auth || id == DataId);
        return With(place, [.. needsMethod ? Method : [], .. properties.SelectMany(static bytes => bytes)]);
    }

    /// <summary>A packet with these properties, at most 127 bytes.</summary>
    public static byte[] With(PropertyPlace place, byte[] properties)
    {
        byte[] list = [(byte)properties.Length, .. properties];
        return place switch
        {
            PropertyPlace.Connect => Packet(0x10, [.. "\0\u0004MQTT"u8, 5, 0x02, 0, 60, .. list, .. "\0\u0001c"u8]),
            PropertyPlace.Will => Packet(
                0x10, [.. "\0\u0004MQTT"u8, 5, 0x06, 0, 60, 0, .. "\0\u0001c"u8, .. list, .. "\0\u0001w\0\0"u8]),
            PropertyPlace.ConnAck => Packet(0x20, [0, 0, .. list]),
            PropertyPlace.Publish => Packet(0x30, [.. "\0\u0001a"u8, .. list]),
            PropertyPlace.PubAck => Packet(0x40, [0, 1, 0, .. list]),
            PropertyPlace.PubRec => Packet(0x50, [0, 1, 0, .. list]),
            PropertyPlace.PubRel => Packet(0x62, [0, 1, 0, .. list]),
            PropertyPlace.PubComp => Packet(0x70, [0, 1, 0, .. list]),
            PropertyPlace.Subscribe => Packet(0x82, [0, 1, .. list, .. "\0\u0001a\0"u8]),
            PropertyPlace.SubAck => Packet(0x90, [0, 1, .. list, 0]),
            PropertyPlace.Unsubscribe => Packet(0xA2, [0, 1, .. list, .. "\0\u0001a"u8]),
            PropertyPlace.UnsubAck => Packet(0xB0, [0, 1, .. list, 0]),
            PropertyPlace.Disconnect => Packet(0xE0, [0, .. list]),
            PropertyPlace.Auth => Packet(0xF0, [0x18, .. list]),
            _ => throw new ArgumentOutOfRangeException(nameof(place), place, "Not one place."),
        };
    }

    private static byte[] Packet(byte first, byte[] body) => [first, (byte)body.Length, .. body];
}
