using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Client leg of the portable relay: how its bytes get to and from the server's socket.</summary>
/// <remarks>Both pumps throw what their streams throw when a leg breaks; <see cref="LegFailure"/> sorts it.</remarks>
internal interface IClientLeg
{
    /// <summary>Client to server until the client's end of data, which goes on to the server as a half-close.</summary>
    Task PumpToServerAsync(Socket server, RelayProgress progress);

    /// <summary>Server to client until the server's end of data.</summary>
    Task PumpFromServerAsync(Socket server, RelayProgress progress);

    /// <summary>Delivers what was written, then closes the client leg. May be called more than once.</summary>
    ValueTask CloseAsync();
}
