using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>A TLS client leg. It goes around Kestrel's pipes above TLS, whose 4 KB blocks would cut a 16 KB record in four, straight to the
/// <see cref="SslStream"/>; only what the set-up stages read but did not consume still comes from the pipe.</summary>
/// <param name="firstBytes">Pipe that the set-up stages read from.</param>
/// <param name="tls">TLS, after the handshake.</param>
/// <param name="socket">Socket below TLS.</param>
internal sealed class TlsClientLeg(PipeReader firstBytes, SslStream tls, Socket socket) : IClientLeg
{
    public async Task PumpToServerAsync(Socket server, RelayProgress progress)
    {
        await SendFirstBytesAsync(server, progress);
        while (true)
        {
            // A read of nothing waits for a record without holding a buffer: an idle connection owns none.
            progress.AwaitClientBytes();
            _ = await tls.ReadAsync(Memory<byte>.Empty);
            var buffer = RelayBuffers.Rent();
            try
            {
                var count = await tls.ReadAsync(buffer);
                if (count == 0) return;
                progress.TookFromClient(count);
                await ServerLeg.SendAsync(server, buffer.AsMemory(0, count));
                progress.GaveToServer();
            }
            finally
            {
                RelayBuffers.Return(buffer);
            }
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => tls.WriteAsync(bytes);

    public async ValueTask CloseSendingAsync()
    {
        await tls.ShutdownAsync();
        LegSocket.CloseSending(socket);
    }

    public void Close() => LegSocket.Close(socket);

    private async Task SendFirstBytesAsync(Socket server, RelayProgress progress)
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
