using System.Net;

namespace Lb.Transport.Dialing;

/// <summary>One attempt to reach a server.</summary>
/// <param name="Server">Address and port of the server.</param>
/// <param name="Source">Address and port to leave from; null = the system's choice; port 0 = any.</param>
/// <param name="Transparent">The source is not an address of this machine (IP_TRANSPARENT).</param>
/// <param name="KeepAlive">SO_KEEPALIVE on the server leg.</param>
/// <param name="Timeout">Longest time to connect; null = the kernel's.</param>
public readonly record struct DialRequest(IPEndPoint Server, IPEndPoint? Source, bool Transparent, bool KeepAlive, TimeSpan? Timeout)
{
    /// <summary>Whether the client's bytes are the first that the server is to see, so that those read already may leave with the connect.</summary>
    public bool ClientSpeaksFirst { get; init; }
}
