using Lb.Transport.Dialing;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Relaying;

/// <summary>The two legs of a connection.</summary>
/// <param name="Client">Client leg, as the set-up stages left it; its transport is TLS where the bind is.</param>
/// <param name="Server">Server leg, connected by the same transport.</param>
public readonly record struct RelayLegs(ConnectionContext Client, IServerLeg Server);
