using System.Net.WebSockets;
using Lb.Broker.Connections;

namespace Lb.Broker.WebSockets;

/// <summary>The bytes inside a WebSocket's binary messages; where one message ends and the next begins means nothing.</summary>
/// <remarks>MQTT 5.0 section 6. A frame of text ends the stream with an <see cref="InvalidDataException"/> [MQTT-6.0.0-1].</remarks>
internal sealed class FrameStream(WebSocket socket) : AsyncStream
{
    private bool _hadText;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                _hadText |= received.MessageType == WebSocketMessageType.Text;
                if (_hadText) throw new InvalidDataException("A WebSocket frame of text came.");
                if (received.MessageType == WebSocketMessageType.Close) return 0;
                // An empty message is no end of the stream.
                if (received.Count > 0 || buffer.IsEmpty) return received.Count;
            }
        }
        catch (WebSocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <summary>Sends a close frame.</summary>
    /// <exception cref="IOException">The connection is lost, or was closed already.</exception>
    public async Task FinishAsync()
    {
        var status = _hadText ? WebSocketCloseStatus.InvalidMessageType : WebSocketCloseStatus.NormalClosure;
        try
        {
            await socket.CloseOutputAsync(status, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WebSocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) socket.Dispose();
        base.Dispose(disposing);
    }
}
