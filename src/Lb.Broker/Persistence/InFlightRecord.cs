namespace Lb.Broker.Persistence;

/// <summary>A message that was sent and not fully acknowledged, on disk.</summary>
/// <param name="PacketId">1 to 65 535.</param>
/// <param name="Dispatch">What has to be sent again; null once PUBREC came.</param>
internal sealed record InFlightRecord(ushort PacketId, DispatchRecord? Dispatch);
