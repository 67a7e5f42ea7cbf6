namespace Lb.Transport.Relaying;

/// <summary>How a relay ended.</summary>
/// <param name="End">First cause.</param>
/// <param name="BytesFromClient">Bytes that the client sent during the relay, the first ones included.</param>
/// <param name="BytesFromServer">Bytes that the server sent.</param>
public readonly record struct RelayOutcome(RelayEnd End, long BytesFromClient, long BytesFromServer);
