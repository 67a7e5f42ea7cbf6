using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Statement of <c>defaults</c>, <c>frontend</c>, <c>backend</c> and <c>listen</c> sections.</summary>
/// <param name="Name">See <see cref="StatementKeyword"/>.</param>
/// <param name="Sections">See <see cref="StatementKeyword"/>.</param>
/// <param name="Arguments">See <see cref="StatementKeyword"/>.</param>
/// <param name="Documentation">See <see cref="StatementKeyword"/>.</param>
/// <param name="Parse">Reads the words behind the name.</param>
internal sealed record ProxyKeyword(string Name, SectionKinds Sections, string Arguments, string Documentation, Action<ProxyContext> Parse)
    : StatementKeyword(Name, Sections, Arguments, Documentation)
{
    /// <summary>True where the statement in a section of the wrong kind is an error; false where it is ignored with a warning.</summary>
    public bool FailsElsewhere { get; init; }

    /// <summary>A statement that is accepted, and says in a warning why nothing follows from it.</summary>
    public static ProxyKeyword WithoutEffect(string name, SectionKinds sections, string arguments, string reason) =>
        new(name, sections, arguments, $"accepted without effect: {reason}", context => context.NoEffect(reason)) { Negatable = true };
}
