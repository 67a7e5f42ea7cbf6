namespace Lb.Protocol.Connect;

/// <summary>The bits of the connect flags, MQTT 5.0 section 3.1.2.3.</summary>
internal static class ConnectFlags
{
    public const byte Reserved = 0x01;
    public const byte CleanStart = 0x02;
    public const byte Will = 0x04;
    public const byte WillQoS = 0x18;
    public const byte WillRetain = 0x20;
    public const byte Password = 0x40;
    public const byte Username = 0x80;
}
