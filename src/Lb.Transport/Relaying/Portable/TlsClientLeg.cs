using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>A TLS client leg. It goes around Kestrel's pipes above TLS, whose 4 KB blocks would cut a 16 KB record in four, straight to the
/// <see cref="SslStream"/>; only what the set-up stages read but did not consume still comes from the pipe.</summary>
/// <param name="firstBytes">Pipe that the set-up stages read from.</param>
/// <param name="tls">TLS, after the handshake.</param>
/// <param name="socketOutput">Pipe below TLS.</param>
internal sealed class TlsClientLeg(PipeReader firstBytes, SslStream tls, PipeWriter socketOutput) : IClientLeg
{
    private bool _closed;

    public async Task PumpToServerAsync(Socket server, RelayProgress progress)
    {
        await SendFirstBytesAsync(server, progress);
        while (await PumpRecordAsync(server, progress))
        {
        }

        ServerLeg.CloseSending(server);
        progress.ClientDone();
    }

    public async Task PumpFromServerAsync(Socket server, RelayProgress progress)
    {
        while (await PumpAnswerAsync(server, progress))
        {
        }

        progress.ServerDone();
    }

    public async ValueTask CloseAsync()
    {
        if (_closed) return;
        _closed = true;
        await tls.ShutdownAsync();
        await socketOutput.CompleteAsync();
    }

    private async Task SendFirstBytesAsync(Socket server, RelayProgress progress)
    {
        if (!firstBytes.TryRead(out var read)) return;
        foreach (var segment in read.Buffer)
        {
            progress.TookFromClient(segment.Length);
            await ServerLeg.SendAsync(server, segment, progress);
        }

        firstBytes.AdvanceTo(read.Buffer.End);
    }

    private async ValueTask<bool> PumpRecordAsync(Socket server, RelayProgress progress)
    {
        // A read of nothing waits for a record without holding a buffer: an idle connection owns none.
        progress.AwaitClientBytes();
        _ = await tls.ReadAsync(Memory<byte>.Empty);

        var buffer = RelayBuffers.Rent();
        try
        {
            var count = await tls.ReadAsync(buffer);
            if (count == 0) return false;
            progress.TookFromClient(count);
            await ServerLeg.SendAsync(server, buffer.AsMemory(0, count), progress);
            return true;
        }
        finally
        {
            RelayBuffers.Return(buffer);
        }
    }

    private async ValueTask<bool> PumpAnswerAsync(Socket server, RelayProgress progress)
    {
        await ServerLeg.AwaitBytesAsync(server, progress);
        var buffer = RelayBuffers.Rent();
        try
        {
            var count = await server.ReceiveAsync(buffer, SocketFlags.None);
            if (count == 0) return false;
            progress.TookFromServer(count);
            await tls.WriteAsync(buffer.AsMemory(0, count));
            progress.GaveToClient();
            return true;
        }
        finally
        {
            RelayBuffers.Return(buffer);
        }
    }
}
