using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Sessions;

/// <summary>The QoS 1 and 2 messages of one session that were sent and are not fully acknowledged; outlives connections.</summary>
/// <remarks>
/// MQTT 5.0 sections 4.3, 4.4 and 4.9. A packet id is never given out twice at a time. After <see cref="Open"/> everything that is still
/// open is due again, in the order it was first sent, before anything new may start. Not safe for concurrent use.
/// </remarks>
internal sealed class OutgoingWindow
{
    private readonly Dictionary<ushort, InFlight> _inFlight = [];
    private Queue<InFlight>? _due;
    private ushort _lastPacketId;
    private long _started;
    private int _limit;
    private int _sent;

    /// <summary>How many messages are in flight, sent on this connection or still due again.</summary>
    public int Count => _inFlight.Count;

    /// <summary>Whether another PUBLISH may be sent now.</summary>
    public bool HasRoom => _sent < _limit;

    /// <summary>Whether messages of an earlier connection have to be sent again before a new one.</summary>
    public bool HasDue => _due is { Count: > 0 };

    /// <summary>About how much memory the messages in flight hold, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>What was sent with QoS 1 and not acknowledged, in the order of the first sending.</summary>
    public IEnumerable<Dispatch> Unacknowledged => _inFlight.Values
        .Where(static message => message is { QoS: QualityOfService.AtLeastOnce, Dispatch: not null })
        .OrderBy(static message => message.Order)
        .Select(static message => message.Dispatch!);

    /// <summary>Everything in flight, in the order of the first sending.</summary>
    public IEnumerable<InFlight> All => _inFlight.Values.OrderBy(static message => message.Order);

    /// <summary>Takes in what was in flight before a restart, oldest first; to be called before <see cref="Open"/>.</summary>
    /// <param name="packetId">1 to 65 535, each once.</param>
    /// <param name="dispatch">What has to be sent again; null once PUBREC came.</param>
    public void Restore(ushort packetId, Dispatch? dispatch)
    {
        _inFlight.Add(packetId, new InFlight(packetId, dispatch, _started++));
        Bytes += dispatch?.Message.Size ?? 0;
    }

    /// <summary>Begins with a new connection.</summary>
    /// <param name="limit">How many messages may be unacknowledged at a time, 1 to 65 535: the client's receive maximum or less.</param>
    public void Open(int limit)
    {
        _limit = limit;
        _sent = 0;
        _due = _inFlight.Count == 0 ? null : new Queue<InFlight>(_inFlight.Values.OrderBy(static message => message.Order));
        foreach (var message in _inFlight.Values) message.IsSent = false;
    }

    /// <summary>Takes the next message of an earlier connection that has to be sent again: its PUBLISH with DUP, or its PUBREL.</summary>
    /// <returns>Null when none is left, or when the next one has to wait for room.</returns>
    public InFlight? TakeDue()
    {
        if (_due is null || !_due.TryPeek(out var next)) return null;
        if (!next.IsReleased && !HasRoom) return null;
        _due.Dequeue();
        MarkSent(next);
        return next;
    }

    /// <summary>Puts a new message in flight.</summary>
    /// <param name="dispatch">QoS 1 or 2.</param>
    /// <exception cref="InvalidOperationException">There is no room, or older messages are due first.</exception>
    public InFlight Start(Dispatch dispatch)
    {
        if (!HasRoom || HasDue) throw new InvalidOperationException("The window has no room for a new message.");
        var message = new InFlight(NextPacketId(), dispatch, _started++);
        _inFlight.Add(message.PacketId, message);
        Bytes += dispatch.Message.Size;
        MarkSent(message);
        return message;
    }

    /// <summary>A PUBACK came.</summary>
    /// <returns>False when no QoS 1 message waits for it.</returns>
    public bool Acknowledge(ushort packetId)
    {
        if (Find(packetId) is not { QoS: QualityOfService.AtLeastOnce } message) return false;
        Remove(message);
        return true;
    }

    /// <summary>A PUBREC came: the message itself is let go of, its packet id stays taken until PUBCOMP.</summary>
    /// <returns>False when no QoS 2 message waits for it. True for a repeated PUBREC too; both are answered with PUBREL.</returns>
    public bool Release(ushort packetId)
    {
        if (Find(packetId) is not { QoS: QualityOfService.ExactlyOnce } message) return false;
        Bytes -= message.Dispatch?.Message.Size ?? 0;
        message.Dispatch = null;
        return true;
    }

    /// <summary>A PUBREC with a reason code of 0x80 or more came: the message is over (section 4.3.3).</summary>
    /// <returns>False when no QoS 2 message waits for it.</returns>
    public bool Refuse(ushort packetId)
    {
        if (Find(packetId) is not { QoS: QualityOfService.ExactlyOnce } message) return false;
        Remove(message);
        return true;
    }

    /// <summary>A PUBCOMP came.</summary>
    /// <returns>False when no released QoS 2 message waits for it.</returns>
    public bool Complete(ushort packetId)
    {
        if (Find(packetId) is not { QoS: QualityOfService.ExactlyOnce, IsReleased: true } message) return false;
        Remove(message);
        return true;
    }

    /// <summary>Gives up on a message that cannot be sent to this client, because it is too large for it or has expired.</summary>
    public void Abandon(InFlight message) => Remove(message);

    // A client cannot acknowledge what this connection has not sent yet.
    private InFlight? Find(ushort packetId) =>
        _inFlight.TryGetValue(packetId, out var message) && message.IsSent ? message : null;

    private void MarkSent(InFlight message)
    {
        message.IsSent = true;
        _sent++;
    }

    private void Remove(InFlight message)
    {
        _inFlight.Remove(message.PacketId);
        Bytes -= message.Dispatch?.Message.Size ?? 0;
        if (message.IsSent) _sent--;
    }

    private ushort NextPacketId()
    {
        do _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        while (_inFlight.ContainsKey(_lastPacketId));
        return _lastPacketId;
    }
}
