using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Persistence;

/// <summary>A <see cref="Dispatch"/> on disk.</summary>
internal sealed record DispatchRecord(MessageRecord Message, QualityOfService QoS, bool Retain, IReadOnlyList<uint> Identifiers)
{
    public static DispatchRecord From(Dispatch dispatch, SnapshotClock clock) =>
        new(MessageRecord.From(dispatch.Message, clock), dispatch.QoS, dispatch.Retain, dispatch.Identifiers);

    public Dispatch ToDispatch(SnapshotClock clock) => new(Message.ToMessage(clock), QoS, Retain, Identifiers);
}
