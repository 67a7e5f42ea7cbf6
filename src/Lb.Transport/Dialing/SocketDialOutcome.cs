using System.Net.Sockets;

namespace Lb.Transport.Dialing;

/// <summary>Outcome of one attempt to connect a socket to a server.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Socket">The socket; not null exactly when connected. The caller owns it.</param>
/// <param name="Error">The system's error where there was one.</param>
public readonly record struct SocketDialOutcome(DialStatus Status, Socket? Socket, SocketError Error);
