namespace Lb.Configuration.Nginx.Directives;

/// <summary>One row of the directive table.</summary>
/// <param name="Name">Directive.</param>
/// <param name="Contexts">Where it may stand.</param>
/// <param name="MinArguments">Fewest arguments.</param>
/// <param name="MaxArguments">Most arguments; <see cref="int.MaxValue"/> = any number.</param>
/// <param name="Apply">Reads the arguments into the open block, and reports what is wrong with them.</param>
/// <param name="Documentation">One line for the reference.</param>
internal sealed record NginxDirective(
    string Name, NginxContexts Contexts, int MinArguments, int MaxArguments, Action<NginxCall> Apply, string Documentation)
{
    /// <summary>True where a block in braces follows instead of <c>;</c>.</summary>
    public bool IsBlock { get; init; }

    /// <summary>True where one block may hold it more than once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>A directive that is accepted with a warning and changes nothing.</summary>
    /// <param name="name">Directive.</param>
    /// <param name="contexts">Where it may stand.</param>
    /// <param name="why">Why nothing is lost, for the warning and the reference; starts in lower case and ends without a full stop.</param>
    public static NginxDirective WithoutEffect(string name, NginxContexts contexts, string why) =>
        new(name, contexts, 1, int.MaxValue, call => call.Warning($"has no effect here: {why}."), $"No effect, with a warning: {why}.")
        {
            IsRepeatable = true,
        };
}
