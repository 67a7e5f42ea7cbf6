namespace Lb.Configuration.Model;

/// <summary><c>type</c> of a stick table.</summary>
public enum StickKeyType
{
    /// <summary>IPv4 address.</summary>
    Ip,

    /// <summary>IPv6 address; IPv4 ones are mapped.</summary>
    Ipv6,

    /// <summary>32-bit number.</summary>
    Integer,

    /// <summary>Text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Binary,
}
