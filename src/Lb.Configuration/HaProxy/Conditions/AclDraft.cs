using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Conditions;

/// <summary>A named acl of a section, all its lines together.</summary>
/// <param name="FirstLine">Line of the first <c>acl</c> with this name.</param>
/// <param name="Tests">One for each line; the lines are alternatives. A line with an error gives none.</param>
internal sealed record AclDraft(SourceLocation FirstLine, List<AclTest> Tests);
