namespace Lb.Configuration;

/// <summary>Language of a configuration file.</summary>
internal enum ConfigDialect
{
    /// <summary>Blank lines and comments only: fits either.</summary>
    Either,

    /// <summary>haproxy.cfg: one statement a line, in sections.</summary>
    HaProxy,

    /// <summary>nginx: statements that end in <c>;</c>, and blocks in braces.</summary>
    Nginx,
}
