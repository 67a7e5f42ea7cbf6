using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Clients;

/// <summary>A client that sends exactly the bytes it is told, when it is told.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private Stream _stream;

    private RawClient(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public IPEndPoint LocalAddress => (IPEndPoint)_socket.LocalEndPoint!;

    public Stream Stream => _stream;

    public Socket Socket => _socket;

    /// <summary>Opens a TCP connection to a port of 127.0.0.1.</summary>
    /// <param name="port">The port.</param>
    /// <param name="buffer">Bytes that the kernel holds for it in each direction; 0 = as it likes.</param>
    public static async Task<RawClient> OpenAsync(int port, int buffer = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (buffer > 0) socket.ReceiveBufferSize = socket.SendBufferSize = buffer;
        await socket.ConnectAsync(IPAddress.Loopback, port, Patience.Token());
        return new RawClient(socket);
    }

    /// <summary>Bytes of a CONNECT.</summary>
    public static byte[] Connect(ConnectPacket connect)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(output, connect, connect.ProtocolVersion);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Bytes of a CONNECT with MQTT 3.1.1.</summary>
    public static byte[] Connect(string clientId) => Connect(new ConnectPacket { ClientId = clientId, CleanStart = true, KeepAlive = 60 });

    /// <summary>Goes on with TLS.</summary>
    /// <param name="options">How.</param>
    /// <param name="beneath">Wraps the stream that TLS reads from and writes to; null = as it is.</param>
    public async Task StartTlsAsync(SslClientAuthenticationOptions options, Func<Stream, Stream>? beneath = null)
    {
        var tls = new SslStream(beneath?.Invoke(_stream) ?? _stream);
        await tls.AuthenticateAsClientAsync(options, Patience.Token());
        _stream = tls;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, Patience.Token());

    public Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Sends each byte in a segment of its own.</summary>
    public async Task SendByteByByteAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            await SendAsync(bytes.Slice(i, 1));
            await Task.Yield();
        }
    }

    /// <summary>Reads exactly so many bytes.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, Patience.Token());
        return bytes;
    }

    /// <summary>Reads a CONNACK of MQTT 3.1 or 3.1.1 and expects that it accepts.</summary>
    public async Task ExpectConnAckAsync() => Assert.Equal([0x20, 2, 0, 0], await ReadAsync(4));

    /// <summary>Reads until the other side ends the connection, in order or by a reset.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        var all = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(all, Patience.Token());
        }
        catch (IOException reset) when (reset.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return all.ToArray();
        }

        return all.ToArray();
    }

    /// <summary>Sends no more, but goes on reading.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
