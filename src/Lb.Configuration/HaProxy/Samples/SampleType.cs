namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Kind of value that a sample has (HAProxy manual 7.3).</summary>
internal enum SampleType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>64-bit integer.</summary>
    Integer,

    /// <summary>IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Known at run time only.</summary>
    Any,
}
