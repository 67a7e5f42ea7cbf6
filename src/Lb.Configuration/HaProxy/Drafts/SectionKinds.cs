namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>Sections that a keyword may stand in; <c>listen</c> is frontend and backend in one.</summary>
[Flags]
internal enum SectionKinds
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary><c>global</c>.</summary>
    Global = 1,

    /// <summary><c>defaults</c>.</summary>
    Defaults = 2,

    /// <summary><c>frontend</c>.</summary>
    Frontend = 4,

    /// <summary><c>backend</c>.</summary>
    Backend = 8,

    /// <summary><c>listen</c>: both.</summary>
    Listen = Frontend | Backend,

    /// <summary>Every section but <c>global</c>.</summary>
    Proxies = Defaults | Listen,
}
