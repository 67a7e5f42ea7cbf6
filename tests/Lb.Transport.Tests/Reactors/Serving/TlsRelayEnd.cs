namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>How a connection ends behind its handshake.</summary>
public enum TlsRelayEnd
{
    ClientFin,
    ClientReset,
    ClientLeaves,
    ServerFin,
    ServerReset,
    ServerFinBehindBytes,
    CorruptRecord,
    HalfRecordFin,
    GroupStop,
    Timeout,
    Abort,
}
