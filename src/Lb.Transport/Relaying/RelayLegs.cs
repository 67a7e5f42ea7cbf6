using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Relaying;

/// <summary>The two legs of a connection.</summary>
/// <param name="Client">Client leg, as Kestrel's pipeline left it; its transport is TLS where the bind is.</param>
/// <param name="Server">Server leg, connected.</param>
public readonly record struct RelayLegs(ConnectionContext Client, Socket Server);
