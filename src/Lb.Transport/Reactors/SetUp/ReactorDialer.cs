using Lb.Transport.Dialing;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>Opens server legs on the reactor of their client leg.</summary>
internal sealed class ReactorDialer : IServerDialer
{
    /// <inheritdoc/>
    /// <remarks>A hard stop aborts the connections of all reactors, and their connects with them.</remarks>
    public ValueTask<DialOutcome> DialAsync(ConnectionContext client, DialRequest request, CancellationToken cancellationToken) =>
        ((ReactorConnection)client).DialAsync(request);
}
