using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lb.Admin.Logging;

/// <summary>Syslog over UDP: each line is one datagram (RFC 5426).</summary>
/// <remarks>A name is resolved at the first line and again after a failed send, so that a receiver may move.</remarks>
/// <param name="address"><c>address:port</c>, <c>[v6]:port</c> or <c>name:port</c>.</param>
public sealed class UdpLogTransport(string address) : ILogTransport
{
    private Socket? _socket;
    private SocketAddress? _receiver;

    /// <inheritdoc/>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        try
        {
            _receiver ??= await ResolveAsync(cancellation).ConfigureAwait(false);
            _socket ??= new Socket(_receiver.Family, SocketType.Dgram, ProtocolType.Udp);
            // Not connected: a connected socket would report the receiver's absence at the line after, and lose that one too.
            await _socket.SendToAsync(line, SocketFlags.None, _receiver, cancellation).ConfigureAwait(false);
            return 0;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            Close();
            return 1;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> FlushAsync(CancellationToken cancellation) => ValueTask.FromResult(0);

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async Task<SocketAddress> ResolveAsync(CancellationToken cancellation)
    {
        var colon = address.LastIndexOf(':');
        var name = address[..colon].Trim('[', ']');
        var port = int.Parse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var found = await Dns.GetHostAddressesAsync(name, cancellation).ConfigureAwait(false);
        return new IPEndPoint(found[0], port).Serialize();
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
        _receiver = null;
    }
}
