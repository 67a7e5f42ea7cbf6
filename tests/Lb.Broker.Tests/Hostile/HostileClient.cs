using System.Net.Sockets;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Hostile;

/// <summary>One connection of a client that lies: it sends packets one of which is damaged, and collects what comes back.</summary>
/// <param name="stream">A connection of its own.</param>
/// <param name="random">Draws packets and damage.</param>
internal sealed class HostileClient(NetworkStream stream, Random random) : IAsyncDisposable
{
    private const int Start = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly byte[] Telling = [0, 1, 2, 3, 4, 5, 0x7F, 0x80, 0xFF];

    /// <summary>Some of these packets in any order, one of them damaged; the same one may come more than once.</summary>
    public byte[] Some(IReadOnlyList<byte[]> packets)
    {
        var chosen = Enumerable.Range(0, random.Next(1, 6)).Select(_ => packets[random.Next(packets.Count)]).ToArray();
        var damaged = random.Next(chosen.Length);
        chosen[damaged] = Damaged(chosen[damaged]);
        return [.. chosen.SelectMany(static bytes => bytes)];
    }

    /// <summary>A packet with 1 to 3 bytes changed: half of the time near its start, where the structure is, and to a byte that often means
    /// something.</summary>
    public byte[] Damaged(byte[] packet)
    {
        byte[] bytes = [.. packet];
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var at = random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, Start));
            bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256) : Telling[random.Next(Telling.Length)];
        }
        return bytes;
    }

    /// <summary>Sends bytes and ends its side.</summary>
    /// <returns>All that the broker sent until it closed.</returns>
    public async Task<byte[]> SendLastAsync(params byte[] bytes)
    {
        await stream.WriteAsync(bytes);
        stream.Socket.Shutdown(SocketShutdown.Send);
        using var limit = new CancellationTokenSource(Limit);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, limit.Token);
        return received.ToArray();
    }

    /// <summary>Sends a packet and takes the one that answers it.</summary>
    public async Task<T> AskAsync<T>(MqttPacket packet) where T : MqttPacket
    {
        // The line does not own the stream: this client does.
        var line = new PacketLine(stream, MqttProtocolVersion.V5);
        return Assert.IsType<T>(await line.AskAsync(packet));
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
