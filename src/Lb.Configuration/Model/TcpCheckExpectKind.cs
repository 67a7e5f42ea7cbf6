namespace Lb.Configuration.Model;

/// <summary>How <c>tcp-check expect</c> compares.</summary>
public enum TcpCheckExpectKind
{
    /// <summary><c>string</c>: the answer contains the text.</summary>
    Text,

    /// <summary><c>rstring</c>: the regular expression matches.</summary>
    Regex,

    /// <summary><c>binary</c>: the answer contains the bytes, given in hex.</summary>
    Binary,

    /// <summary><c>rbinary</c>: the regular expression matches the answer's hex text.</summary>
    BinaryRegex,
}
