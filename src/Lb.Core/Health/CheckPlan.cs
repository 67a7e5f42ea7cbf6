using Lb.Core.State;

namespace Lb.Core.Health;

/// <summary>The checks of one server: the first after <paramref name="FirstDelay"/>, the others as <paramref name="Schedule"/>
/// says.</summary>
/// <param name="Server">A server with checks.</param>
/// <param name="FirstDelay">Time from the start of the process to the first check.</param>
/// <param name="Schedule">Time from the end of a check to the next one.</param>
public sealed record CheckPlan(ServerState Server, TimeSpan FirstDelay, CheckSchedule Schedule);
