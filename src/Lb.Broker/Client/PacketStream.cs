using System.Buffers;
using Lb.Protocol;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Client;

/// <summary>MQTT packets over a stream, from the client's side. One reader and one writer at a time.</summary>
/// <param name="stream">Owned.</param>
/// <param name="version">The version that the CONNECT names.</param>
/// <param name="maximumPacketSize">The largest packet taken, in bytes.</param>
internal sealed class PacketStream(Stream stream, MqttProtocolVersion version, int maximumPacketSize) : IAsyncDisposable
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private byte[] _input = new byte[4096];
    private int _start;
    private int _end;

    public MqttProtocolVersion Version => version;

    /// <summary>Set when the server sent what is no packet.</summary>
    public MalformedPacket? Error { get; private set; }

    /// <summary>Reads one packet.</summary>
    /// <returns>Null when the connection has ended, or <see cref="Error"/> says what was wrong.</returns>
    public async ValueTask<MqttPacket?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var unread = new ReadOnlySequence<byte>(_input, _start, _end - _start);
            var status = PacketReader.TryRead(ref unread, version, maximumPacketSize, out var packet, out var error);
            _start = _end - (int)unread.Length;
            if (status == ParseStatus.Complete) return packet;
            Error = error;
            if (status == ParseStatus.Invalid || !await FillAsync(cancellationToken).ConfigureAwait(false)) return null;
        }
    }

    /// <summary>Writes one packet.</summary>
    /// <returns>False when the connection has ended.</returns>
    public async ValueTask<bool> WriteAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        _output.ResetWrittenCount();
        PacketWriter.Write(_output, packet, version);
        try
        {
            await stream.WriteAsync(_output.WrittenMemory, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var unused = _input.AsMemory(_start, _end - _start);
        var room = unused.Length * 2 > _input.Length ? new byte[_input.Length * 2] : _input;
        unused.CopyTo(room);
        (_input, _start, _end) = (room, 0, unused.Length);
        try
        {
            var count = await stream.ReadAsync(_input.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += count;
            return count > 0;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
