namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>Types of content, of alerts and of handshake messages, and limits (RFC 8446, sections 4, 5.1, 5.2 and 6).</summary>
internal static class RecordType
{
    public const byte Alert = 21;
    public const byte Handshake = 22;
    public const byte Data = 23;

    /// <summary>Of handshake messages.</summary>
    public const byte KeyUpdate = 24;

    public const byte CloseNotify = 0;
    public const byte UnexpectedMessage = 10;
    public const byte BadRecordMac = 20;
    public const byte RecordOverflow = 22;
    public const byte IllegalParameter = 47;
    public const byte InternalError = 80;
    public const byte UserCanceled = 90;

    public const byte Warning = 1;
    public const byte Fatal = 2;

    /// <summary>Bytes of content in a record.</summary>
    public const int MostContent = 16 * 1024;

    /// <summary>Bytes behind a record's header.</summary>
    public const int MostBody = MostContent + 256;
}
