using System.IO.Pipelines;

namespace Lb.Transport.Listening;

/// <summary>The pipes right above a client leg's socket, below TLS: closing the leg orderly after TLS said good-bye needs them.</summary>
public interface ISocketTransportFeature
{
    /// <summary>Pipes of the socket.</summary>
    IDuplexPipe SocketTransport { get; }
}
