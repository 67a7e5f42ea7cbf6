using System.Net.Sockets;

namespace Lb.Admin.Logging;

/// <summary>Syslog over a unix datagram socket, for example <c>/dev/log</c>: each line is one datagram.</summary>
/// <remarks>A receiver that restarts makes a new socket at the same path: a line that fails is sent once more over a new connection.
/// A receiver that is slow makes this wait, and the queue before it fills.</remarks>
public sealed class UnixLogTransport(string path) : ILogTransport
{
    private Socket? _socket;

    /// <inheritdoc/>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        if (_socket is not null && await TrySendAsync(line, cancellation).ConfigureAwait(false)) return 0;
        return await TrySendAsync(line, cancellation).ConfigureAwait(false) ? 0 : 1;
    }

    /// <inheritdoc/>
    public ValueTask<int> FlushAsync(CancellationToken cancellation) => ValueTask.FromResult(0);

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        try
        {
            _socket ??= Connect();
            await _socket.SendAsync(line, SocketFlags.None, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            Close();
            return false;
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
