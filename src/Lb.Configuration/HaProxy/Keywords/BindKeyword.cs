namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Row of the table of bind keywords (HAProxy manual 5.1).</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Arguments">Arguments as the reference shows them; empty = none.</param>
/// <param name="Documentation">One line for the reference.</param>
/// <param name="Parse">Reads the words behind the name.</param>
internal sealed record BindKeyword(string Name, string Arguments, string Documentation, Action<BindContext> Parse)
{
    /// <summary>A keyword that is accepted, and says in a warning why nothing follows from it.</summary>
    public static BindKeyword WithoutEffect(string name, string arguments, string reason) =>
        new(name, arguments, $"accepted without effect: {reason}", context =>
        {
            context.Warning($"'{name}' has no effect: {reason}.");
            if (arguments.Length > 0)
                context.Word($"the value of '{name}'");
        });
}
