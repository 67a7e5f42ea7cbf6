using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Clients;

/// <summary>A client leg without TLS.</summary>
internal sealed class PlainLeg(int descriptor) : IClientLeg
{
    public int Handshake() => 1;

    public int Read(Span<byte> buffer) => TcpSocket.Receive(descriptor, buffer);

    public int Write(ReadOnlySpan<byte> buffer) => TcpSocket.Send(descriptor, buffer);

    public void Close() => TcpSocket.Close(descriptor);
}
