using System.Net.Sockets;

namespace Lb.Transport.Listening;

/// <summary>Writes to a client's socket. Unlike <see cref="NetworkStream"/> it can be made over a socket that the client has reset already; the
/// first write then fails.</summary>
internal sealed class SocketOutputStream(Socket socket) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw Unsupported();

    public override long Position
    {
        get => throw Unsupported();
        set => throw Unsupported();
    }

    /// <exception cref="IOException">The client leg broke; what Kestrel's stages around it take for an end and not for a fault.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!buffer.IsEmpty) buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken)..];
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException("The client leg broke.", e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Every write goes to the socket at once.
    }

    public override void Write(byte[] buffer, int offset, int count) => throw Unsupported();

    public override int Read(byte[] buffer, int offset, int count) => throw Unsupported();

    public override long Seek(long offset, SeekOrigin origin) => throw Unsupported();

    public override void SetLength(long value) => throw Unsupported();

    private static NotSupportedException Unsupported() => new("The output of a socket takes asynchronous writes only.");
}
