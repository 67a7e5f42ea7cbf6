using System.IO.Pipelines;

namespace Lb.Transport.Listening;

/// <inheritdoc cref="ISocketTransportFeature"/>
public sealed record SocketTransportFeature(IDuplexPipe SocketTransport) : ISocketTransportFeature;
