using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>The CONNACK that answers a refused CONNECT.</summary>
public static class ConnectRefusal
{
    /// <summary>The longest answer, in bytes.</summary>
    public const int MaxLength = 5;

    /// <summary>Writes the answer in the format of the version that the client asked for.</summary>
    /// <param name="error">Why the CONNECT was refused.</param>
    /// <param name="level">The level byte of the CONNECT, <see cref="ConnectLayout.Level"/>; 0 when it was not seen. A level of 5 or
    /// more, bridge bit aside, is answered in the format of MQTT 5.0, any other in that of MQTT 3.</param>
    /// <param name="output">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The bytes written: 4 or 5, or 0 when the specification has no answer and the connection is just
    /// closed.</returns>
    /// <remarks>MQTT 3.1.1 section 3.2, MQTT 5.0 sections 3.1.4 and 3.2.</remarks>
    public static int Write(ConnectError error, byte level, Span<byte> output)
    {
        ConnectErrorRow row = ConnectErrorTable.Row(error);
        bool modern = (level & ~ConnectPrefix.BridgeBit) >= (int)MqttProtocolVersion.V5;
        byte? code = modern ? (byte?)row.ReasonCode : row.ReturnCode;
        if (code is not { } value) return 0;
        ReadOnlySpan<byte> packet = modern ? [0x20, 3, 0, value, 0] : [0x20, 2, 0, value];
        packet.CopyTo(output);
        return packet.Length;
    }
}
