using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Syntax;

/// <summary>One line of a haproxy.cfg, cut into words; at least one word.</summary>
internal sealed record Statement(SourceLocation Location, ImmutableArray<string> Words);
