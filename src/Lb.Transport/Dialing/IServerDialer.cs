using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Dialing;

/// <summary>Opens server legs for clients.</summary>
public interface IServerDialer
{
    /// <summary>Connects. Every failure is a value; nothing stays open unless a leg is returned.</summary>
    /// <param name="client">Client leg that the server leg will belong to.</param>
    /// <param name="request">From where to where.</param>
    /// <param name="cancellationToken">Cancelled when the process stops at once.</param>
    ValueTask<DialOutcome> DialAsync(ConnectionContext client, DialRequest request, CancellationToken cancellationToken);
}
