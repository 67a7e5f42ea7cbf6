using System.IO.Pipelines;
using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>A client leg without TLS: Kestrel's socket pipes.</summary>
internal sealed class PlainClientLeg(IDuplexPipe pipes) : IClientLeg
{
    public async Task PumpToServerAsync(Socket server, RelayProgress progress)
    {
        while (true)
        {
            progress.AwaitClientBytes();
            var read = await pipes.Input.ReadAsync();
            foreach (var segment in read.Buffer)
            {
                progress.TookFromClient(segment.Length);
                await ServerLeg.SendAsync(server, segment, progress);
            }

            pipes.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }

        ServerLeg.CloseSending(server);
        progress.ClientDone();
    }

    public async Task PumpFromServerAsync(Socket server, RelayProgress progress)
    {
        while (true)
        {
            await ServerLeg.AwaitBytesAsync(server, progress);
            var count = await server.ReceiveAsync(pipes.Output.GetMemory(RelayBuffers.ReadSize), SocketFlags.None);
            if (count == 0) break;

            pipes.Output.Advance(count);
            progress.TookFromServer(count);
            var flushed = await pipes.Output.FlushAsync();
            if (flushed.IsCompleted) throw new IOException("The client leg closed while the server still sent.");
            progress.GaveToClient();
        }

        progress.ServerDone();
    }

    public ValueTask CloseAsync() => pipes.Output.CompleteAsync();
}
