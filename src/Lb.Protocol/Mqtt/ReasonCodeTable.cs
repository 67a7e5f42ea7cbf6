namespace Lb.Protocol.Mqtt;

/// <summary>Which reason codes each packet may carry, and how they translate to the return codes of MQTT 3.</summary>
public static class ReasonCodeTable
{
    /// <summary>The SUBACK failure code of MQTT 3.1.1, section 3.9.3.</summary>
    private const byte SubscriptionFailed = 0x80;

    /// <summary>Says whether MQTT 5.0 lets a packet of this type carry this reason code (section 2.4).</summary>
    /// <returns>False also for every packet type that carries no reason code.</returns>
    public static bool IsLegal(PacketType type, ReasonCode code) => Legal(type).Contains((byte)code);

    /// <summary>What a CONNACK or DISCONNECT says about a wrong packet of the other side (section 4.13).</summary>
    /// <param name="type">The packet that says it.</param>
    /// <param name="code">What is wrong, as <see cref="MalformedPacket.Reason"/> names it.</param>
    /// <returns>The code itself where <see cref="IsLegal"/>, else protocol error, the code for everything that has none of its own.</returns>
    public static ReasonCode Complaint(PacketType type, ReasonCode code) => IsLegal(type, code) ? code : ReasonCode.ProtocolError;

    /// <summary>The CONNACK return code of MQTT 3.1 and 3.1.1 (section 3.2.2.3) nearest to a reason code.</summary>
    /// <returns>0 to 5; what has no code of its own becomes 3, "server unavailable".</returns>
    public static byte ToConnectReturnCode(ReasonCode code) => code switch
    {
        ReasonCode.Success => 0,
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.BadUserNameOrPassword => 4,
        ReasonCode.NotAuthorized or ReasonCode.Banned or ReasonCode.BadAuthenticationMethod => 5,
        _ => 3,
    };

    /// <summary>The reason code that means the same as a CONNACK return code of MQTT 3.1 and 3.1.1.</summary>
    /// <returns>False for 6 to 255, which are reserved (3.1.1 section 3.2.2.3).</returns>
    public static bool TryFromConnectReturnCode(byte returnCode, out ReasonCode code)
    {
        code = returnCode switch
        {
            0 => ReasonCode.Success,
            1 => ReasonCode.UnsupportedProtocolVersion,
            2 => ReasonCode.ClientIdentifierNotValid,
            3 => ReasonCode.ServerUnavailable,
            4 => ReasonCode.BadUserNameOrPassword,
            5 => ReasonCode.NotAuthorized,
            _ => ReasonCode.UnspecifiedError,
        };
        return returnCode <= 5;
    }

    /// <summary>The SUBACK return code of MQTT 3.1.1 for a reason code: the granted QoS, or 0x80 for every failure.</summary>
    public static byte ToSubscribeReturnCode(ReasonCode code) =>
        code <= ReasonCode.GrantedQoS2 ? (byte)code : SubscriptionFailed;

    private static ReadOnlySpan<byte> Legal(PacketType type) => type switch
    {
        PacketType.ConnAck =>
        [
            0x00, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x90, 0x95, 0x97, 0x99, 0x9A, 0x9B,
            0x9C, 0x9D, 0x9F,
        ],
        PacketType.PubAck or PacketType.PubRec => [0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99],
        PacketType.PubRel or PacketType.PubComp => [0x00, 0x92],
        PacketType.SubAck => [0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8F, 0x91, 0x97, 0x9E, 0xA1, 0xA2],
        PacketType.UnsubAck => [0x00, 0x11, 0x80, 0x83, 0x87, 0x8F, 0x91],
        PacketType.Disconnect =>
        [
            0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97,
            0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2,
        ],
        PacketType.Auth => [0x00, 0x18, 0x19],
        _ => [],
    };
}
