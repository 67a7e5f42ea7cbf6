namespace Lb.Configuration.Model;

/// <summary>How a sample is compared with patterns (<c>-m</c>, HAProxy manual 7.1).</summary>
public enum MatchMethod
{
    /// <summary>The sample exists.</summary>
    Found,

    /// <summary>The sample is true, or a number other than 0.</summary>
    Boolean,

    /// <summary>An integer within a range.</summary>
    Integer,

    /// <summary>An address within a network.</summary>
    Address,

    /// <summary>Equal text.</summary>
    Text,

    /// <summary>Text that begins with the pattern.</summary>
    Prefix,

    /// <summary>Text that ends with the pattern.</summary>
    Suffix,

    /// <summary>Text that contains the pattern.</summary>
    Substring,

    /// <summary>Text with a dot-separated part equal to the pattern.</summary>
    Domain,

    /// <summary>Text with a slash-separated part equal to the pattern.</summary>
    Directory,

    /// <summary>Text that the regular expression matches.</summary>
    Regex,

    /// <summary>Bytes equal to the pattern, given in hex.</summary>
    Binary,

    /// <summary>Length in bytes within a range.</summary>
    Length,
}
