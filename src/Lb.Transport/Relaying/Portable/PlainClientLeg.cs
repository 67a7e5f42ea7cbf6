using System.IO.Pipelines;
using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>A client leg without TLS: Kestrel's pipe from the socket, and the socket.</summary>
internal sealed class PlainClientLeg(IDuplexPipe pipes, Socket socket) : IClientLeg
{
    public async Task PumpToServerAsync(Socket server, RelayProgress progress)
    {
        // What the set-up stages looked at but left must go at once, not with the client's next bytes.
        pipes.Input.CancelPendingRead();
        while (true)
        {
            progress.AwaitClientBytes();
            var read = await pipes.Input.ReadAsync();
            foreach (var segment in read.Buffer)
            {
                progress.TookFromClient(segment.Length);
                await ServerLeg.SendAsync(server, segment);
                progress.GaveToServer();
            }

            pipes.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => await pipes.Output.WriteAsync(bytes);

    public ValueTask CloseSendingAsync()
    {
        LegSocket.CloseSending(socket);
        return ValueTask.CompletedTask;
    }

    public void Close() => LegSocket.Close(socket);
}
