namespace Lb.Configuration.Model;

/// <summary>Hash function of a key (HAProxy manual, <c>hash-type</c>).</summary>
public enum HashFunction
{
    /// <summary>sdbm; the default.</summary>
    Sdbm,

    /// <summary>djb2.</summary>
    Djb2,

    /// <summary>wt6.</summary>
    Wt6,

    /// <summary>CRC-32 (IEEE 802.3).</summary>
    Crc32,

    /// <summary>The key is a number already.</summary>
    None,
}
