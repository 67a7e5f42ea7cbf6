using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Statement of section <c>global</c>.</summary>
/// <param name="Name">See <see cref="StatementKeyword"/>.</param>
/// <param name="Arguments">See <see cref="StatementKeyword"/>.</param>
/// <param name="Documentation">See <see cref="StatementKeyword"/>.</param>
/// <param name="Parse">Reads the words behind the name.</param>
internal sealed record GlobalKeyword(string Name, string Arguments, string Documentation, Action<GlobalContext> Parse)
    : StatementKeyword(Name, SectionKinds.Global, Arguments, Documentation)
{
    /// <summary>A statement that is accepted, and says in a warning why nothing follows from it.</summary>
    public static GlobalKeyword WithoutEffect(string name, string arguments, string reason) =>
        new(name, arguments, $"accepted without effect: {reason}", context => context.NoEffect(reason)) { Negatable = true };
}
