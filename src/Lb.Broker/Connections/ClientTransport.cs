using System.Net.Sockets;

namespace Lb.Broker.Connections;

/// <summary>The bytes of one connection. Failures of the network end it and are not exceptions here.</summary>
/// <param name="socket">Owned.</param>
/// <param name="stream">What is read and written: the socket's stream, or one that wraps it.</param>
internal sealed class ClientTransport(Socket socket, Stream stream) : IDisposable
{
    /// <summary>Reads some bytes; with an empty buffer waits until there are some.</summary>
    /// <returns>Null when the client has closed or the connection is lost.</returns>
    public async ValueTask<int?> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            var count = await stream.ReadAsync(buffer).ConfigureAwait(false);
            return count == 0 && buffer.Length > 0 ? null : count;
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            return null;
        }
    }

    /// <summary>Writes all bytes.</summary>
    /// <returns>False when the connection is lost.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await stream.WriteAsync(bytes).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            return false;
        }
    }

    /// <summary>Tells the client that nothing follows, and goes on reading: closing at once could destroy what was just sent.</summary>
    public void FinishSending()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            // The connection is lost already, which the reader is about to see.
            return;
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private static bool IsLoss(Exception failure) =>
        failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException;
}
