namespace Lb.Proxy.Checks;

/// <summary>One connection of a check and what is said on it.</summary>
internal sealed record CheckPart(CheckSettings Settings, ICheckDialogue Dialogue);
