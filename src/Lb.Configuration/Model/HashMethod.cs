namespace Lb.Configuration.Model;

/// <summary>How a hash becomes a server.</summary>
public enum HashMethod
{
    /// <summary>Modulo over a map of the usable servers' weights.</summary>
    MapBased,

    /// <summary>Nearest point on a ring.</summary>
    Consistent,
}
