namespace Lb.Core.Samples;

/// <summary>What a sample's value is.</summary>
public enum SampleType
{
    /// <summary>Bytes, text among them.</summary>
    Bytes,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Yes or no.</summary>
    Boolean,
}
