using System.Net.Sockets;

namespace Lb.Transport.Dialing;

/// <summary>Outcome of one attempt to reach a server.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Leg">The server leg; not null exactly when connected. The caller owns it.</param>
/// <param name="Error">The system's error where there was one.</param>
public readonly record struct DialOutcome(DialStatus Status, IServerLeg? Leg, SocketError Error);
