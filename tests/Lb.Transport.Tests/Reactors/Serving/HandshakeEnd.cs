namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>How a client breaks a handshake off.</summary>
public enum HandshakeEnd
{
    SilentFin,
    SilentReset,
    HalfHelloFin,
    HalfHelloReset,
    HelloFin,
    HelloReset,
    OldVersion,
    Alert,
    Garbage,
    TooLate,
    WrongFinish,
}
