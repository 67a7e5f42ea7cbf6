using System.Net.Sockets;

namespace Lb.Transport.Tests.Frontends;

/// <summary>Reading, flooding and breaking, as tests need them.</summary>
internal static class Streams
{
    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static async Task<byte[]> ReadExactlyAsync(this Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes).InTime();
        return bytes;
    }

    /// <summary>Everything up to the orderly end of data.</summary>
    public static async Task<byte[]> ReadToEndAsync(this Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all).InTime();
        return all.ToArray();
    }

    /// <summary>Writes until a write hangs; the write that hangs is returned with it.</summary>
    /// <returns>Bytes that were taken, and the write that was not.</returns>
    public static async Task<(long Taken, Task Pending)> FloodAsync(this Stream stream, long most)
    {
        var chunk = Bytes(64 * 1024);
        for (long taken = 0; taken < most; taken += chunk.Length)
        {
            var write = stream.WriteAsync(chunk).AsTask();
            try
            {
                await write.WaitAsync(Limits.Stall);
            }
            catch (TimeoutException)
            {
                return (taken, write);
            }
        }

        return (most, Task.CompletedTask);
    }

    /// <summary>Reads until the other side ends the connection, in order or by a reset.</summary>
    public static async Task ReadToCloseAsync(this Socket socket)
    {
        try
        {
            while (await socket.ReceiveAsync(new byte[16384], SocketFlags.None).InTime() > 0)
            {
                // What comes before the end is not looked at.
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The other way to close.
        }
    }

    /// <summary>Sends RST.</summary>
    public static void Reset(this Socket socket) => socket.Close(0);
}
