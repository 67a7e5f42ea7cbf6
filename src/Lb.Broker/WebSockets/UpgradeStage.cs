using System.Net.WebSockets;
using System.Text;
using Lb.Broker.Connections;
using Lb.Protocol;

namespace Lb.Broker.WebSockets;

/// <summary>Turns a connection into a WebSocket: reads the HTTP request and answers it.</summary>
internal static class UpgradeStage
{
    /// <summary>Runs the opening handshake.</summary>
    /// <param name="stream">The connection, inside TLS if there is TLS.</param>
    /// <returns>The MQTT bytes inside the WebSocket; null when the client has closed, or its request was refused.</returns>
    /// <exception cref="IOException">The connection is lost.</exception>
    public static async Task<FrameStream?> RunAsync(Stream stream)
    {
        var buffer = new byte[UpgradeRequest.MaximumLength + 1];
        for (var count = 0; ;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count)).ConfigureAwait(false);
            if (read == 0) return null;
            count += read;
            switch (UpgradeRequest.TryParse(buffer.AsSpan(0, count), out var request, out var length))
            {
                case ParseStatus.Complete:
                    return await AnswerAsync(stream, UpgradeAnswer.To(request!), buffer.AsMemory(length, count - length)).ConfigureAwait(false);
                case ParseStatus.Invalid:
                    return await AnswerAsync(stream, UpgradeAnswer.Malformed, default).ConfigureAwait(false);
            }
        }
    }

    private static async Task<FrameStream?> AnswerAsync(Stream stream, UpgradeAnswer answer, ReadOnlyMemory<byte> behind)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Text)).ConfigureAwait(false);
        if (answer.Protocol is null) return null;
        var inner = behind.IsEmpty ? stream : new PrefixedStream(behind.ToArray(), stream);
        // MQTT has a keep-alive of its own: no timer and no ping for each connection.
        var options = new WebSocketCreationOptions { IsServer = true, SubProtocol = answer.Protocol, KeepAliveInterval = TimeSpan.Zero };
        return new FrameStream(WebSocket.CreateFromStream(inner, options));
    }
}
