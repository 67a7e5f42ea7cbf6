namespace Lb.Broker.Access;

/// <summary>One rule: topics that are allowed or denied.</summary>
/// <param name="Allows">False denies, and then wins over every rule that allows.</param>
/// <param name="Kind">For what.</param>
/// <param name="Filter">A valid topic filter without <c>$share</c>; <c>%u</c> and <c>%c</c> in the rule of a pattern stand for user name and client id.</param>
public sealed record AccessRule(bool Allows, AccessKind Kind, string Filter);
