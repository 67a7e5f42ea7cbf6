using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Conditions;

/// <summary>Flags of one acl test.</summary>
internal sealed class AclFlags
{
    /// <summary><c>-m</c>, or the sample's own method; null = neither.</summary>
    public MatchMethod? Method { get; set; }

    /// <summary><c>-i</c>.</summary>
    public bool IgnoreCase { get; set; }

    /// <summary><c>-n</c>: patterns are addresses, never names.</summary>
    public bool NoNames { get; set; }

    /// <summary>Patterns from <c>-f</c> files.</summary>
    public List<string> FilePatterns { get; } = [];
}
