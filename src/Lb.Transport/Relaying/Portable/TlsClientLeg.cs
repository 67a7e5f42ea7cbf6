using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Lb.Transport.Relaying.Portable;

/// <summary>A TLS client leg. It goes around Kestrel's pipes above TLS, whose 4 KB blocks would cut a 16 KB record in four, straight to the
/// <see cref="SslStream"/>; only what the set-up stages read but did not consume still comes from the pipe.</summary>
/// <param name="firstBytes">Pipe that the set-up stages read from.</param>
/// <param name="tls">TLS, after the handshake.</param>
/// <param name="socket">Socket below TLS.</param>
/// <param name="bufferSize">Bytes of one read.</param>
internal sealed class TlsClientLeg(PipeReader firstBytes, SslStream tls, Socket socket, int bufferSize) : IClientLeg
{
    public ValueTask<int> AwaitBytesAsync() => tls.ReadAsync(Memory<byte>.Empty);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> DeliverAsync(Socket server, RelayProgress progress)
    {
        var buffer = RelayBuffers.Rent(bufferSize);
        try
        {
            var count = await tls.ReadAsync(buffer);
            if (count == 0) return false;
            progress.TookFromClient(count);
            await ServerLeg.SendAsync(server, buffer.AsMemory(0, count));
            progress.GaveToServer();
            return true;
        }
        finally
        {
            RelayBuffers.Return(buffer);
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => tls.WriteAsync(bytes);

    public async ValueTask CloseSendingAsync()
    {
        await tls.ShutdownAsync();
        LegSocket.CloseSending(socket);
    }

    public void Close() => LegSocket.Close(socket);

    public async ValueTask SendFirstBytesAsync(Socket server, RelayProgress progress)
    {
        // The stages may have marked these bytes as looked at; without the cancel TryRead would then hide them.
        firstBytes.CancelPendingRead();
        if (!firstBytes.TryRead(out var read)) return;
        foreach (var segment in read.Buffer)
        {
            progress.TookFromClient(segment.Length);
            await ServerLeg.SendAsync(server, segment);
            progress.GaveToServer();
        }

        firstBytes.AdvanceTo(read.Buffer.End);
    }
}
