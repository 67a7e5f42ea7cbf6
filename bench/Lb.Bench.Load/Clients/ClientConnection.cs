using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Clients;

/// <summary>One MQTT client: connects, does TLS, sends CONNECT, waits for CONNACK, then sends what the load gives it and counts what comes back.</summary>
internal sealed class ClientConnection(EventLoop loop, int descriptor, IClientLeg leg, byte[] connect) : IEventHandler
{
    private ClientStage _stage = ClientStage.Connecting;
    private byte[] _outgoing = [];
    private int _expected;

    public required IClientObserver Observer { get; set; }

    /// <summary>The load's own number for this client.</summary>
    public int Number { get; set; }

    /// <summary>The transport of this client, to ask for its TLS session.</summary>
    public IClientLeg Leg => leg;

    /// <summary>Whether TCP is established (the balancer's kernel, not yet the balancer, answered).</summary>
    public bool IsConnected => _stage is not ClientStage.Connecting;

    public void Start() => loop.Add(descriptor, LibC.EpollIn | LibC.EpollOut, this);

    /// <summary>Sends a packet that comes back in full.</summary>
    public void Send(byte[] packet) => Send(packet, packet.Length);

    /// <summary>The bytes that arrived last; to be called from <see cref="IClientObserver.OnEchoed"/> only.</summary>
    /// <param name="count">As told there.</param>
    public ReadOnlySpan<byte> Arrived(int count) => loop.Buffer.AsSpan(0, count);

    /// <summary>Sends a packet.</summary>
    /// <param name="packet">What to send.</param>
    /// <param name="answer">How many bytes come back for it.</param>
    public void Send(byte[] packet, int answer)
    {
        _expected += answer;
        if (_outgoing.Length > 0)
            _outgoing = [.. _outgoing, .. packet];
        else
            Write(packet);
    }

    public void Close()
    {
        if (_stage == ClientStage.Closed)
            return;
        _stage = ClientStage.Closed;
        loop.Forget(descriptor);
        leg.Close();
    }

    public void OnReady(uint events)
    {
        if (_stage == ClientStage.Connecting && !FinishConnect())
            return;
        if (_stage == ClientStage.Handshaking)
            Handshake();
        else if (_outgoing.Length > 0 && (events & LibC.EpollOut) != 0)
            Write(_outgoing);
        if (_stage is ClientStage.AwaitingConnack or ClientStage.Open && (events & ~(uint)LibC.EpollOut) != 0)
            Read();
    }

    private bool FinishConnect()
    {
        int error = TcpSocket.PendingError(descriptor);
        if (error != 0)
        {
            Fail($"connect failed, errno {error}");
            return false;
        }

        _stage = ClientStage.Handshaking;
        loop.Modify(descriptor, LibC.EpollIn);
        return true;
    }

    private void Handshake()
    {
        int result = leg.Handshake();
        if (result == IoResult.WouldBlock)
            return;
        if (result <= 0)
        {
            Fail("TLS handshake failed");
            return;
        }

        _stage = ClientStage.AwaitingConnack;
        _expected = MqttPackets.Connack.Length;
        Write(connect);
    }

    private void Read()
    {
        int count;
        do
        {
            count = leg.Read(loop.Buffer);
            if (count == IoResult.WouldBlock)
                return;
            if (count <= 0)
            {
                Fail(count == IoResult.Ended ? "closed by the balancer" : "reset by the balancer");
                return;
            }

            _expected -= count;
            Deliver(count);
        }
        while (_expected > 0 && _stage is ClientStage.AwaitingConnack or ClientStage.Open);
    }

    private void Deliver(int count)
    {
        if (_stage == ClientStage.Open)
        {
            Observer.OnEchoed(this, count);
            return;
        }

        if (_expected > 0)
            return;
        _stage = ClientStage.Open;
        if (Arrived(count).EndsWith(MqttPackets.Connack.AsSpan(^1..)) && _expected == 0)
            Observer.OnOpened(this);
        else
            Fail("the answer to CONNECT is not CONNACK 0");
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        int sent = leg.Write(bytes);
        if (sent is IoResult.Ended or IoResult.Failed)
        {
            Fail("reset by the balancer while sending");
            return;
        }

        bool hadOutgoing = _outgoing.Length > 0;
        _outgoing = bytes[Math.Max(sent, 0)..].ToArray();
        if (_outgoing.Length > 0 != hadOutgoing)
            loop.Modify(descriptor, _outgoing.Length > 0 ? LibC.EpollIn | LibC.EpollOut : (uint)LibC.EpollIn);
    }

    private void Fail(string reason)
    {
        Close();
        Observer.OnFailed(this, reason);
    }
}
