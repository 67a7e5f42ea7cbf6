using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Client leg of the portable relay: how its bytes get to and from the server's socket.</summary>
/// <remarks>All of them throw what their streams throw when a leg breaks; <see cref="LegFailures"/> knows these.</remarks>
internal interface IClientLeg
{
    /// <summary>Sends the server what the set-up stages read but left.</summary>
    ValueTask SendFirstBytesAsync(Socket server, RelayProgress progress);

    /// <summary>Waits for the client's bytes without holding a buffer; may return at once where <see cref="DeliverAsync"/> waits by itself.</summary>
    ValueTask<int> AwaitBytesAsync();

    /// <summary>Takes bytes from the client and gives them to the server.</summary>
    /// <returns>False at the client's end of data.</returns>
    ValueTask<bool> DeliverAsync(Socket server, RelayProgress progress);

    /// <summary>Completes when the kernel has taken all of it.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Tells the client that nothing more comes; what was sent is delivered, and the client may go on sending.</summary>
    ValueTask CloseSendingAsync();

    /// <summary>Closes both directions: what was sent is delivered, a read that waits sees the end of data. Never throws.</summary>
    void Close();
}
