namespace Lb.Core.Closing;

/// <summary>How far a connection had come (HAProxy manual 8.5, second letter).</summary>
public enum ClosePhase
{
    /// <summary>PROXY header, TLS handshake and connection rules.</summary>
    Handshake,

    /// <summary>Waiting for what the client says first, and the rules about it.</summary>
    Request,

    /// <summary>Waiting for a slot of a server.</summary>
    Queue,

    /// <summary>Connecting to a server.</summary>
    Connect,

    /// <summary>Relaying.</summary>
    Data,
}
