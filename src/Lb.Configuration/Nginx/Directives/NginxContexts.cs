namespace Lb.Configuration.Nginx.Directives;

/// <summary>Where a directive may stand.</summary>
[Flags]
internal enum NginxContexts
{
    /// <summary>Outside every block.</summary>
    Main = 1,

    /// <summary><c>events { }</c>.</summary>
    Events = 2,

    /// <summary><c>stream { }</c>.</summary>
    Stream = 4,

    /// <summary><c>upstream NAME { }</c> in <c>stream</c>.</summary>
    Upstream = 8,

    /// <summary><c>server { }</c> in <c>stream</c>.</summary>
    Server = 16,
}
