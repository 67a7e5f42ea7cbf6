using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Sessions;

/// <summary>Everything on its way to the client of one session: what is in flight, what waits, and the connection it goes to, if there is one.</summary>
/// <remarks>Guarded by the broker's lock.</remarks>
internal sealed class OutgoingMessages(BrokerOptions options, Counters counters)
{
    private readonly OutgoingWindow _window = new();
    private readonly WaitingQueue _waiting = new(options.MaximumWaitingMessages, options.MaximumWaitingBytes);
    private SizeLimit? _sizeLimit;

    /// <summary>The present connection; null while the client is away.</summary>
    public IOutbox? Outbox { get; private set; }

    /// <summary>How many QoS 1 and 2 messages are in flight or wait.</summary>
    public int Count => _window.Count + _waiting.Count;

    /// <summary>About how much memory they hold, in bytes.</summary>
    public long Bytes => _window.Bytes + _waiting.Bytes;

    /// <summary>What was sent and not fully acknowledged, in the order of the first sending.</summary>
    public IEnumerable<InFlight> InFlight => _window.All;

    /// <summary>What was not sent yet, oldest first.</summary>
    public IEnumerable<Dispatch> Waiting => _waiting.All;

    /// <summary>Takes in what was in flight before a restart, oldest first.</summary>
    /// <param name="packetId">1 to 65 535, each once.</param>
    /// <param name="dispatch">What has to be sent again; null once PUBREC came.</param>
    public void Restore(ushort packetId, Dispatch? dispatch) => _window.Restore(packetId, dispatch);

    /// <summary>Goes on over a new connection: first what is still in flight from an earlier one, then what waits.</summary>
    /// <param name="outbox">The connection.</param>
    /// <param name="receiveMaximum">How many unacknowledged messages the client takes, 1 to 65 535.</param>
    /// <param name="sizeLimit">The client's maximum packet size; null for none.</param>
    public void Attach(IOutbox outbox, int receiveMaximum, SizeLimit? sizeLimit)
    {
        Outbox = outbox;
        _sizeLimit = sizeLimit;
        _window.Open(Math.Min(receiveMaximum, options.MaximumInFlight));
        SendNext();
    }

    /// <summary>The client is away: QoS 1 and 2 messages wait from now on, QoS 0 ones are not kept.</summary>
    public void Detach()
    {
        Outbox = null;
        _sizeLimit = null;
    }

    /// <summary>What was sent with QoS 1 and not acknowledged.</summary>
    public IEnumerable<Dispatch> Unacknowledged => _window.Unacknowledged;

    /// <summary>Takes a message for the client; one that finds no room is lost and counted.</summary>
    public void Deliver(Dispatch dispatch)
    {
        var isKept = Outbox is not null || dispatch.QoS != QualityOfService.AtMostOnce;
        if (isKept && !TryDeliver(dispatch)) counters.Dropped();
    }

    /// <summary>Takes a message for the client.</summary>
    /// <returns>False when it finds no room, is too large for the client, or has QoS 0 and the client is away.</returns>
    public bool TryDeliver(Dispatch dispatch)
    {
        if (dispatch.QoS == QualityOfService.AtMostOnce) return TryDeliverAtMostOnce(dispatch);
        // What another member of the shared subscription may be able to take is not taken only to be dropped.
        if (dispatch.Share is not null && !Allows(ToPacket(dispatch, packetId: 1, duplicate: false))) return false;
        if (!TryWait(dispatch)) return false;
        SendNext();
        return true;
    }

    /// <summary>Takes out what was never sent and fulfils a condition, oldest first.</summary>
    public List<Dispatch> TakeUnsent(Predicate<Dispatch> condition) => _waiting.TakeWhere(condition);

    /// <summary>PUBACK came; whether a message waited for it.</summary>
    public bool Acknowledge(ushort packetId) => Advance(_window.Acknowledge(packetId));

    /// <summary>PUBREC came; whether a message waited for it.</summary>
    public bool Release(ushort packetId) => _window.Release(packetId);

    /// <summary>PUBREC with an error came; whether a message waited for it.</summary>
    public bool Refuse(ushort packetId) => Advance(_window.Refuse(packetId));

    /// <summary>PUBCOMP came; whether a message waited for it.</summary>
    public bool Complete(ushort packetId) => Advance(_window.Complete(packetId));

    private bool TryWait(Dispatch dispatch) => _waiting.TryAdd(dispatch) || (_waiting.RemoveExpired(Now) && _waiting.TryAdd(dispatch));

    private bool Advance(bool known)
    {
        if (known) SendNext();
        return known;
    }

    private bool TryDeliverAtMostOnce(Dispatch dispatch)
    {
        if (Outbox is null) return false;
        var packet = ToPacket(dispatch, packetId: 0, duplicate: false);
        if (!Allows(packet) || !Outbox.TryAddMessage(packet, dispatch.Message.Size)) return false;
        counters.Sent();
        return true;
    }

    private void SendNext()
    {
        if (Outbox is null) return;
        while (_window.TakeDue() is { } due) Resend(due);
        while (MayStart && _waiting.Take() is { } dispatch)
            if (!dispatch.Message.IsExpired(Now)) Send(_window.Start(dispatch), dispatch, duplicate: false);
    }

    private bool MayStart => !_window.HasDue && _window.HasRoom && _window.Bytes < options.MaximumWaitingBytes;

    private void Resend(InFlight message)
    {
        if (message.Dispatch is { } dispatch) Send(message, dispatch, duplicate: true);
        else Outbox!.Add(new PubRelPacket { PacketId = message.PacketId });
    }

    private void Send(InFlight message, Dispatch dispatch, bool duplicate)
    {
        var packet = ToPacket(dispatch, message.PacketId, duplicate);
        if (Allows(packet))
        {
            Outbox!.Add(packet);
            counters.Sent();
            return;
        }
        _window.Abandon(message);
        counters.Dropped();
    }

    private PublishPacket ToPacket(Dispatch dispatch, ushort packetId, bool duplicate) => dispatch.ToPacket(packetId, duplicate, Remaining(dispatch));

    private bool Allows(PublishPacket packet) => _sizeLimit is null || _sizeLimit.Allows(packet);

    private long Now => options.Clock.GetTimestamp();

    // A second that has begun counts as left: 0 would tell the next receiver that the message has expired.
    private uint? Remaining(Dispatch dispatch) =>
        dispatch.Message.ExpiresAt is { } end ? (uint)Math.Max(0, Math.Ceiling(options.Clock.GetElapsedTime(Now, end).TotalSeconds)) : null;
}
