namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Row of the table of server keywords (HAProxy manual 5.2).</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Arguments">Arguments as the reference shows them; empty = none.</param>
/// <param name="Documentation">One line for the reference.</param>
/// <param name="Parse">Reads the words behind the name.</param>
internal sealed record ServerKeyword(string Name, string Arguments, string Documentation, Action<ServerContext> Parse);
