using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Echo;

/// <summary>One server leg: swallows the CONNECT, answers CONNACK, then echoes. Holds private bytes only while the balancer takes no more.</summary>
internal sealed class EchoConnection(EventLoop loop, int descriptor) : IEventHandler
{
    private byte[] _waiting = [];
    private byte[]? _connect = [];

    /// <summary>Called with the whole CONNECT.</summary>
    public required Action<ReadOnlyMemory<byte>> ConnectSeen { get; init; }

    /// <summary>Called once, when the leg is closed.</summary>
    public required Action<EchoConnection> Closed { get; init; }

    public void OnReady(uint events)
    {
        if (_waiting.Length > 0)
            Send(_waiting);
        else
            Receive();
    }

    public void Close()
    {
        loop.Forget(descriptor);
        TcpSocket.Close(descriptor);
        Closed(this);
    }

    private void Receive()
    {
        int count = TcpSocket.Receive(descriptor, loop.Buffer);
        if (count == IoResult.WouldBlock)
            return;
        if (count is IoResult.Ended or IoResult.Failed)
        {
            Close();
            return;
        }

        ReadOnlySpan<byte> bytes = loop.Buffer.AsSpan(0, count);
        if (_connect is not null)
            Answer(bytes);
        else
            Send(bytes);
    }

    private void Answer(ReadOnlySpan<byte> bytes)
    {
        byte[] seen = [.. _connect!, .. bytes];
        int length = MqttPackets.PacketLength(seen);
        if (length == 0 || seen.Length < length)
        {
            _connect = seen;
            return;
        }

        _connect = null;
        ConnectSeen(seen.AsMemory(0, length));
        Send([.. MqttPackets.Connack, .. seen.AsSpan(length)]);
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        int sent = TcpSocket.Send(descriptor, bytes);
        if (sent == IoResult.Failed)
        {
            Close();
            return;
        }

        var rest = bytes[Math.Max(sent, 0)..];
        bool hadWaiting = _waiting.Length > 0;
        _waiting = rest.ToArray();
        if (rest.IsEmpty == hadWaiting)
            loop.Modify(descriptor, rest.IsEmpty ? (uint)LibC.EpollIn : LibC.EpollOut);
    }
}
