using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Lb.Transport.Relaying.Portable;

/// <summary>A client leg without TLS: Kestrel's pipe from the socket, and the socket.</summary>
internal sealed class PlainClientLeg(IDuplexPipe pipes, Socket socket) : IClientLeg
{
    public ValueTask SendFirstBytesAsync(Socket server, RelayProgress progress)
    {
        // What the set-up stages looked at but left must go at once, not with the client's next bytes.
        pipes.Input.CancelPendingRead();
        return ValueTask.CompletedTask;
    }

    // Kestrel's pipe waits without a buffer by itself.
    public ValueTask<int> AwaitBytesAsync() => ValueTask.FromResult(0);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> DeliverAsync(Socket server, RelayProgress progress)
    {
        var read = await pipes.Input.ReadAsync();
        foreach (var segment in read.Buffer)
        {
            progress.TookFromClient(segment.Length);
            await ServerLeg.SendAsync(server, segment);
            progress.GaveToServer();
        }

        pipes.Input.AdvanceTo(read.Buffer.End);
        return !read.IsCompleted;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => await pipes.Output.WriteAsync(bytes);

    public ValueTask CloseSendingAsync()
    {
        LegSocket.CloseSending(socket);
        return ValueTask.CompletedTask;
    }

    public void Close() => LegSocket.Close(socket);
}
