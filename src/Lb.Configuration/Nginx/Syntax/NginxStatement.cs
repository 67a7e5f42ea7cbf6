using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Syntax;

/// <summary>A directive as written: its name, arguments and, where braces follow instead of <c>;</c>, its block.</summary>
/// <param name="Name">First word.</param>
/// <param name="Arguments">The other words; their lines tell a forgotten <c>;</c>.</param>
/// <param name="Block">Statements between the braces; null where the statement ends with <c>;</c>.</param>
/// <param name="Location">Line of the name.</param>
internal sealed record NginxStatement(
    string Name, ImmutableArray<NginxToken> Arguments, ImmutableArray<NginxStatement>? Block, SourceLocation Location);
