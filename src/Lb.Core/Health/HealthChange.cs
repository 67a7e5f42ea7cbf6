namespace Lb.Core.Health;

/// <summary>What one check result did to a server's health.</summary>
public enum HealthChange
{
    /// <summary>The count stands where it stood.</summary>
    None,

    /// <summary>The count moved, the server is as up or down as before.</summary>
    Counted,

    /// <summary>The server came up.</summary>
    WentUp,

    /// <summary>The server went down.</summary>
    WentDown,
}
