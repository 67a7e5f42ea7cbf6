using System.Net.Sockets;
using Lb.Broker.SystemTopics;

namespace Lb.Broker.Connections;

/// <summary>The bytes of one connection. Failures of the network end it and are not exceptions here.</summary>
/// <param name="socket">Owned.</param>
/// <param name="stream">The socket's stream; others may be wrapped around it.</param>
/// <param name="traffic">Counts bytes and packets.</param>
internal sealed class ClientTransport(Socket socket, Stream stream, Traffic traffic) : IDisposable
{
    private readonly Stack<Func<Task>> _farewells = new(0);

    /// <summary>What is read and written: the socket's stream, or one that wraps it.</summary>
    public Stream Stream { get; private set; } = stream;

    /// <summary>Counts bytes and packets.</summary>
    public Traffic Traffic => traffic;

    /// <summary>Whether the client broke the rules of a layer below MQTT.</summary>
    public bool IsViolated { get; private set; }

    /// <summary>Puts a layer around the bytes; to be done while nobody reads or writes.</summary>
    /// <param name="outer">Reads from and writes to <see cref="Stream"/>, and owns it.</param>
    /// <param name="farewell">Sends what the layer says at its end.</param>
    public void Wrap(Stream outer, Func<Task> farewell)
    {
        Stream = outer;
        _farewells.Push(farewell);
    }

    /// <summary>Reads some bytes; with an empty buffer waits until there are some.</summary>
    /// <returns>Null when the client has closed or the connection is lost.</returns>
    public async ValueTask<int?> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            var count = await Stream.ReadAsync(buffer).ConfigureAwait(false);
            traffic.ReceivedBytes(count);
            return count == 0 && buffer.Length > 0 ? null : count;
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            return null;
        }
        catch (InvalidDataException)
        {
            IsViolated = true;
            return null;
        }
    }

    /// <summary>Writes all bytes.</summary>
    /// <returns>False when the connection is lost.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await Stream.WriteAsync(bytes).ConfigureAwait(false);
            traffic.SentBytes(bytes.Length);
            return true;
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            return false;
        }
    }

    /// <summary>Tells the client that nothing follows, and goes on reading: closing at once could destroy what was just sent.</summary>
    public async Task FinishSendingAsync()
    {
        try
        {
            while (_farewells.TryPop(out var farewell)) await farewell().ConfigureAwait(false);
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
        Stream.Dispose();
        socket.Dispose();
    }

    /// <summary>Whether an exception of a stream says that the connection is lost.</summary>
    public static bool IsLoss(Exception failure) =>
        failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException;
}
